// Replaces a small file so that a reader sees the old text or the new one, never a part of either.
// Knows nothing of heartbeats, and keeps no state between two calls.

import { fchmodSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { markOf } from './mark.ts';
import { thenClose } from './then-close.ts';

const MODE = 0o644;

/**
 * Writes `text` to a new file beside `path` and renames it over `path`, with mode 0644 whatever the umask; creates the
 * folder when it is missing, and returns the mark of the new file. Throws the file system's error, or what `mayReplace`
 * throws at the last moment, and then leaves `path` as it was and nothing beside it.
 */
export function replaceFile(path: string, text: string, mayReplace: () => void): string {
  const temporaryPath = `${dirname(path)}/.${basename(path)}.${process.pid}.${threadId}.tmp`;
  try {
    // No fsync: after a power cut every pid in a heartbeat is void anyway, and it would cost each beat a wait for the disk.
    const mark = thenClose(openNew(temporaryPath), (fd) => {
      fchmodSync(fd, MODE);
      // Not writeSync: on a nearly full disk that writes a part and calls it success.
      writeFileSync(fd, text);
      return markOf(fstatSync(fd));
    });
    mayReplace();
    renameSync(temporaryPath, path);
    return mark;
  } catch (error) {
    rmSync(temporaryPath, { force: true });
    // A full disk keeps nobody from hearing it.
    mayReplace();
    throw error;
  }
}

function openNew(path: string): number {
  // Exclusive, because a name that can be foreseen could be somebody's symbolic link to another file.
  const open = () => openSync(path, 'wx', MODE);
  try {
    return open();
  } catch {
    // A missing folder and the leftover of a killed process with our pid (in a container: always 1) are both cured here.
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    return open();
  }
}
