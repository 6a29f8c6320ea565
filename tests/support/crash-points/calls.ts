// Which system calls an invocation makes on what is ours and on what it looks at, found by watching it twice: the points at
// which it can be hit.

import { readFileSync } from 'node:fs';
import type { Act } from './act.ts';
import { placeOf } from './places.ts';
import type { Stage } from './stage.ts';

/** One system call of the program's first thread. */
export interface Call {
  readonly syscall: string;
  /** Its number, from 1, among those of the same name on the same file: that is what strace counts. */
  readonly nth: number;
  /** The file, by the name that it has on every stage; `anywhere` where calls are not told apart by files. */
  readonly place: string;
}

/** Calls that only look. */
export const LOOKS: readonly string[] = ['read', 'pread64', 'getdents64'];
/** Calls that change something and name a file, and the one that opens files. */
const CHANGES = [
  ...['openat', 'write', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync'],
  ...['mkdir', 'rmdir', 'rename', 'unlink'],
];
/** Calls that change something and name no file; also those that make what has another name every time. */
const WITHOUT_FILE = ['clone', 'vfork', 'fork', 'kill'];
const OF_NEW_NAMES = ['mkdir'];

/** A look at all processes opens hundreds of files. */
const EVERY_SO_MANY_OPENS = 10;

/** Where calls are not told apart by their files. */
export const ANYWHERE = 'anywhere';

/** The calls of an act's invocation, in their order. Of all opens from the first one of ours on some are calls `anywhere`, too. */
export async function watchCalls(stage: Stage, { words }: Act): Promise<readonly Call[]> {
  const log = stage.path('calls');
  const traced = [...LOOKS, ...CHANGES, ...WITHOUT_FILE].join(',');
  await stage.begin(words, {
    wrapper: ['strace', '-f', '-b', 'execve', '-qq', '-y', '-o', log, '-e', `trace=${traced}`],
  }).ended;
  return callsIn(readFileSync(log, 'latin1'), stage);
}

/**
 * Of one watch those calls that the other has seen, too. What waits for an end looks as often as the machine lets it: of calls
 * whose number differs only the first half is sure to come again.
 */
export function sureCalls(calls: readonly Call[], others: readonly Call[]): readonly Call[] {
  const counts = countsOf(calls);
  const otherCounts = countsOf(others);
  return calls.filter((call) => {
    const [one = 0, other = 0] = [counts.get(kindOf(call)), otherCounts.get(kindOf(call))];
    const isSteady = one === other || call.place === ANYWHERE;
    return call.nth <= Math.min(one, other) / (isSteady ? 1 : 2);
  });
}

function countsOf(calls: readonly Call[]): ReadonlyMap<string, number> {
  return new Map(calls.map((call) => [kindOf(call), call.nth]));
}

function kindOf({ syscall, place }: Call): string {
  return `${syscall} ${place}`;
}

function callsIn(log: string, stage: Stage): readonly Call[] {
  const lines = log.split('\n').map((line) => /^(\d+) +(\w+)\((.*)$/.exec(line) ?? []);
  const first = lines[0]?.[1];
  const counts = new Map<string, number>();
  const numbered = (syscall: string, place: string): Call => {
    const nth = (counts.get(`${syscall} ${place}`) ?? 0) + 1;
    counts.set(`${syscall} ${place}`, nth);
    return { syscall, nth, place };
  };
  const calls: Call[] = [];
  for (const [, thread, syscall = '', words = ''] of lines) {
    if (thread !== first) continue;
    const path = pathIn(words);
    const place = path === undefined ? undefined : placeOf(path, stage);
    const placed = place === undefined || WITHOUT_FILE.includes(syscall) ? [] : [numbered(syscall, place)];
    const all = [...placed, ...[numbered(syscall, ANYWHERE)].filter(isPointAnywhere)];
    // What comes before the first one of ours is Node's own.
    if (calls.length > 0 || place === CONFIG) calls.push(...all);
  }
  return calls;
}

/** The first file of ours that is touched. */
const CONFIG = 'config.json';

function isPointAnywhere({ syscall, nth }: Call): boolean {
  if (syscall === 'openat') return nth % EVERY_SO_MANY_OPENS === 0;
  return WITHOUT_FILE.includes(syscall) || OF_NEW_NAMES.includes(syscall);
}

/** The file that a call names by its path, or else by its descriptor. */
function pathIn(words: string): string | undefined {
  return /^\d+<([^>]*)>/.exec(words)?.[1] ?? /"([^"]*)"/.exec(words)?.[1];
}
