// Who holds a kernel lock on a file, by the word of the kernel itself. Knows not what the lock is for.

import { statSync } from 'node:fs';
import { readProcFile } from './proc-file.ts';

// "1: POSIX  ADVISORY  WRITE 4242 fe:00:131081 0 EOF". The device is not compared: some file systems show another one
// here than to stat.
const LOCK = /^\d+: POSIX +\S+ +WRITE (\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /;

/** The processes of our pid namespace with a lock for writing on the file; none where the kernel does not tell, as on macOS. */
export function lockHolders(path: string): readonly number[] {
  const text = readProcFile('/proc/locks');
  const inode = statSync(path, { throwIfNoEntry: false })?.ino;
  return typeof text !== 'string' || inode === undefined ? [] : parseLocks(text, inode);
}

/** Reads the kernel's list of locks: the processes with one for writing on the file of that inode. */
export function parseLocks(text: string, inode: number): readonly number[] {
  return text
    .split('\n')
    .map((line) => LOCK.exec(line))
    .flatMap((found) => (found !== null && Number(found[2]) === inode ? [Number(found[1])] : []));
}
