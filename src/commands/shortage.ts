// Tells in words when the machine, or the limits of this process, leave us no room to work: that is nobody's bug.

interface Shortage {
  readonly code: string;
  /** What the loader of compiled parts says in place of a code. */
  readonly words: string;
  readonly found: string;
  readonly cure: string;
}

const SHORTAGES: readonly Shortage[] = [
  {
    code: 'EMFILE',
    words: 'Too many open files',
    found: 'this process may open no more files',
    cure: 'Raise its limit (`ulimit -n`).',
  },
  {
    code: 'ENFILE',
    words: 'Too many open files in system',
    found: 'nobody may open more files',
    cure: 'End what has so many open, or raise fs.file-max.',
  },
  {
    code: 'ENOMEM',
    words: 'Cannot allocate memory',
    found: 'there is no memory left',
    cure: 'End something, or add memory.',
  },
];

/** What there is a shortage of, as sentences, told from an error; undefined when it is none of that. */
export function shortage(error: unknown): string | undefined {
  const { code, message = '' } = Object(error) as { code?: unknown; message?: string };
  const told = SHORTAGES.find((it) => it.code === code || message.endsWith(`: ${it.words}`));
  if (told === undefined) return undefined;
  return `the machine: ${told.found} (${message}); expected room for some dozens of files, and 100 MB. ${told.cure}`;
}
