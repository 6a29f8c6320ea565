// Tells in words when the machine, or the limits of this process, leave us no room to work, or it fails: that is no bug of ours.

interface Shortage {
  readonly code: string;
  /** What the loader of compiled parts says in place of a code. */
  readonly words: string;
  readonly found: string;
  readonly expected: string;
  readonly cure: string;
}

const ROOM = 'room for some dozens of files, and 100 MB';

const SHORTAGES: readonly Shortage[] = [
  {
    code: 'EMFILE',
    words: 'Too many open files',
    found: 'this process may open no more files',
    expected: ROOM,
    cure: 'Raise its limit (`ulimit -n`).',
  },
  {
    code: 'ENFILE',
    words: 'Too many open files in system',
    found: 'nobody may open more files',
    expected: ROOM,
    cure: 'End what has so many open, or raise fs.file-max.',
  },
  {
    code: 'ENOMEM',
    words: 'Cannot allocate memory',
    found: 'there is no memory left',
    expected: ROOM,
    cure: 'End something, or add memory.',
  },
  {
    code: 'EAGAIN',
    words: 'Resource temporarily unavailable',
    found: 'it cannot do it just now',
    expected: 'a kernel with room for one more process or request',
    cure: 'The next `watchdog check` tries again.',
  },
  {
    code: 'EIO',
    words: 'Input/output error',
    found: 'a file cannot be read or written',
    expected: 'a sound disk',
    cure: 'See what the kernel says of it (`dmesg`).',
  },
];

/** What there is a shortage of, as sentences, told from an error; undefined when it is none of that. */
export function shortage(error: unknown): string | undefined {
  const { code, message = '' } = Object(error) as { code?: unknown; message?: string };
  const told = SHORTAGES.find((it) => it.code === code || message.endsWith(`: ${it.words}`));
  if (told === undefined) return undefined;
  return `the machine: ${told.found} (${message}); expected ${told.expected}. ${told.cure}`;
}
