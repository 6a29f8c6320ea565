// Replaces a small file so that a reader sees the old text or the new one, never a part of either.
// Knows nothing of heartbeats, and keeps no state between two calls.

import { closeSync, fchmodSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

const MODE = 0o644;

/**
 * Writes `text` to a new file beside `path` and renames it over `path`, with mode 0644 whatever the umask; creates the
 * folder when it is missing. Throws the file system's error, and then leaves `path` as it was and nothing beside it.
 */
export function replaceFile(path: string, text: string): void {
  const temporaryPath = join(dirname(path), `.${basename(path)}.${process.pid}.${threadId}.tmp`);
  try {
    writeThenRename(temporaryPath, path, text);
  } catch {
    // A missing folder and the leftover of a killed process with our pid (in a container: always 1) are both cured here.
    mkdirSync(dirname(path), { recursive: true });
    rmSync(temporaryPath, { force: true });
    writeThenRename(temporaryPath, path, text);
  }
}

// No fsync: after a power cut every pid in a heartbeat is void anyway, and it would cost each beat a wait for the disk.
function writeThenRename(temporaryPath: string, path: string, text: string): void {
  // Exclusive, because a name that can be foreseen could be somebody's symbolic link to another file.
  const fd = openSync(temporaryPath, 'wx', MODE);
  try {
    fillAndClose(fd, text);
    renameSync(temporaryPath, path);
  } catch (error) {
    rmSync(temporaryPath, { force: true });
    throw error;
  }
}

function fillAndClose(fd: number, text: string): void {
  try {
    fchmodSync(fd, MODE);
    // Not writeSync: on a nearly full disk that writes a part and calls it success.
    writeFileSync(fd, text);
  } finally {
    closeSync(fd);
  }
}
