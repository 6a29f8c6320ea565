// Replaces a file that others read, in one step: whoever reads it finds the former text or the new one. Knows not what is written.

import { closeSync, fchmodSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

const READABLE_BY_ALL = 0o644;

/** Puts a text in place of what a path names, readable by everybody; throws what the system says, and leaves the former text then. */
export function replaceSharedFile(path: string, text: string): void {
  // Of our own pid, for one that only observes may write beside the holder of the lease.
  const draft = `${path}.${process.pid}`;
  try {
    writeWhole(openNew(draft), text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** New, so that no link that somebody has put there is followed; one of this name was left by somebody who died. */
function openNew(draft: string): number {
  try {
    return openSync(draft, 'wx', READABLE_BY_ALL);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    rmSync(draft);
    return openSync(draft, 'wx', READABLE_BY_ALL);
  }
}

function writeWhole(descriptor: number, text: string): void {
  try {
    fchmodSync(descriptor, READABLE_BY_ALL);
    if (writeSync(descriptor, text) < Buffer.byteLength(text))
      throw new Error('there is no room for all of it');
  } finally {
    closeSync(descriptor);
  }
}
