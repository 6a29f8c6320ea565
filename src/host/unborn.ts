// Who was forked by an invocation to become a program, and is not yet that: nothing shows whose it will be, and it outlives the
// invocation, should that be killed meanwhile. Does not know what it is to become.

import { statSync } from 'node:fs';

import { hasOpen } from './lock-holders.ts';
import { readProcFile } from './proc-file.ts';
import { fieldsFromState } from './proc-stat.ts';

/** Whether a process, by the text of its stat file, is one. */
export type IsUnborn = (pid: number, stat: string) => boolean;

const THREADS = 17;

/**
 * Knows them by a file that every invocation has open, and no program that one starts. Whatever else has that open runs Node, which has
 * several threads; a fork has one.
 */
export function createIsUnborn(sharedFile: string): IsUnborn {
  let ownName: string | undefined;
  return (pid, stat) => {
    if (fieldsFromState(stat, THREADS + 1)[THREADS] !== '1') return false;
    ownName ??= nameIn(String(readProcFile('/proc/self/stat')));
    const file = nameIn(stat) === ownName ? statSync(sharedFile, { throwIfNoEntry: false }) : undefined;
    return file !== undefined && hasOpen(pid, file);
  };
}

function nameIn(stat: string): string {
  return stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
}
