// Which system calls an invocation makes on what is ours, found by watching it once: the points at which it can be hit.

import { readFileSync } from 'node:fs';
import type { Act } from './act.ts';
import type { Stage } from './stage.ts';

/** One system call of the program's first thread. */
export interface Call {
  readonly syscall: string;
  /** Its number, from 1, among those of the same name that strace counts. */
  readonly nth: number;
  /** The file, relative to the stage's folder or of /proc; `anywhere` where calls are not told apart by files. */
  readonly place: string;
}

/** Calls that change something and name a file, and the one that opens files. */
const BY_FILE = [
  ...['openat', 'write', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync'],
  ...['mkdir', 'rmdir', 'rename', 'unlink'],
];
/** Calls that change something and name no file. */
const WITHOUT_FILE = ['clone', 'vfork', 'fork', 'kill'];
/** What is looked at in /proc, whoever runs there. */
const LOOKED_AT = ['/proc', '/proc/uptime'];

/** A look at all processes opens hundreds of files. */
const EVERY_SO_MANY_OPENS = 10;

/** Where calls are not told apart by their files. */
export const ANYWHERE = 'anywhere';

/** The calls of an act's invocation, in their order. Of all opens from the first one of ours on some are calls `anywhere`, too. */
export async function watchCalls(stage: Stage, { words }: Act): Promise<readonly Call[]> {
  const log = stage.path('calls');
  const traced = [...BY_FILE, ...WITHOUT_FILE].join(',');
  await stage.begin(words, {
    wrapper: ['strace', '-f', '-b', 'execve', '-qq', '-y', '-o', log, '-e', `trace=${traced}`],
  }).ended;
  return callsIn(readFileSync(log, 'latin1'), stage.folder);
}

function callsIn(log: string, folder: string): readonly Call[] {
  const lines = log.split('\n').map((line) => /^(\d+) +(\w+)\((.*)$/.exec(line) ?? []);
  const first = lines[0]?.[1];
  const counts = new Map<string, number>();
  const count = (what: string): number => {
    counts.set(what, (counts.get(what) ?? 0) + 1);
    return counts.get(what) ?? 0;
  };
  const calls: Call[] = [];
  for (const [, thread, syscall = '', words = ''] of lines) {
    if (thread !== first) continue;
    const nth = count(`${syscall} ${ANYWHERE}`);
    const place = placeOf(words, folder);
    const isOurs = place !== undefined && BY_FILE.includes(syscall);
    if (isOurs) calls.push({ syscall, nth: count(syscall), place });
    else if (WITHOUT_FILE.includes(syscall)) calls.push({ syscall, nth, place: ANYWHERE });
    const isOneOfMany = syscall === 'openat' && nth % EVERY_SO_MANY_OPENS === 0;
    if (isOneOfMany && calls.length > 0) calls.push({ syscall, nth, place: ANYWHERE });
  }
  return calls;
}

/** The file that a call names by its path, or else by its descriptor. */
function placeOf(words: string, folder: string): string | undefined {
  const path = /^\d+<([^>]*)>/.exec(words)?.[1] ?? /"([^"]*)"/.exec(words)?.[1] ?? '';
  if (LOOKED_AT.includes(path)) return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
