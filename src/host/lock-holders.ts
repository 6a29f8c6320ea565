// Who holds a kernel lock on a file, by the word of the kernel itself. Knows not what the lock is for.

import { readdirSync, type Stats, statSync } from 'node:fs';
import { readProcFile } from './proc-file.ts';

// "1: POSIX  ADVISORY  WRITE 4242 fe:00:131081 0 EOF". The device is not compared: some file systems show another one
// here than to stat.
const LOCK = /^\d+: POSIX +\S+ +WRITE (\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /;

/**
 * The processes of our pid namespace with a lock for writing on the file, as far as it is seen that they have opened it: on another
 * file system another file may have its number. None where the kernel does not tell, as on macOS.
 */
export function lockHolders(path: string): readonly number[] {
  const text = readProcFile('/proc/locks');
  const file = statSync(path, { throwIfNoEntry: false });
  if (typeof text !== 'string' || file === undefined) return [];
  return parseLocks(text, file.ino).filter((pid) => hasOpen(pid, file));
}

/** Reads the kernel's list of locks: the processes with one for writing on a file of that inode number. */
export function parseLocks(text: string, inode: number): readonly number[] {
  return text
    .split('\n')
    .map((line) => LOCK.exec(line))
    .flatMap((found) => (found !== null && Number(found[2]) === inode ? [Number(found[1])] : []));
}

/** Whether a process has a file open; not so where that may not be looked at. */
export function hasOpen(pid: number, { dev, ino }: Stats): boolean {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((name) => {
      const open = statSync(`${folder}/${name}`, { throwIfNoEntry: false });
      return open?.ino === ino && open.dev === dev;
    });
  } catch {
    return false;
  }
}
