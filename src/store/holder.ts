// Who holds the lease, and by when it will be heard of again. A small file and not a row: a row would cost every tick one
// more commit. Only the guard tells whether somebody holds it; this may be what a dead holder left.

import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { openOwnFile } from '../own-file.ts';
import { holderPath, realDatabasePath } from './paths.ts';
import { expectPlainFile } from './plain-file.ts';

/** The process that took the lease. */
export interface Holder {
  readonly pid: number;
  /** Kernel start time in clock ticks since boot; with pid and boot id it cannot be mistaken for another process. */
  readonly startTicks: number;
  readonly bootId: string;
  /** Inode of the pid namespace in which its pid counts. */
  readonly pidNamespace: number;
  /** When it took the lease, milliseconds since 1970. */
  readonly sinceMs: number;
  /** By when it writes this anew or is done, on the monotonic clock of its boot, in milliseconds. */
  readonly dueMs: number;
}

const NUMBERS = ['pid', 'startTicks', 'pidNamespace', 'sinceMs', 'dueMs'];

const LARGEST_BYTES = 4096;

/** Leaves word of who holds the lease of a database; without room or permission nothing is left. */
export function recordHolder(databasePath: string, holder: Holder): void {
  try {
    const path = holderPath(realDatabasePath(resolve(databasePath)));
    expectPlainFile(path);
    const draft = `${path}.draft`;
    writeWhole(draft, `${JSON.stringify(holder)}\n`);
    // In one step: what is read meanwhile, or found after we were killed, is one word or the other.
    renameSync(draft, path);
  } catch {
    // Then nobody can tell that we hang: the lease stays ours until a person looks.
  }
}

function writeWhole(path: string, text: string): void {
  const fd = openOwnFile(path, 'replace');
  try {
    if (writeSync(fd, text) < Buffer.byteLength(text)) throw new Error(`${path}: there is no room`);
  } finally {
    closeSync(fd);
  }
}

/** Who said last that it took the lease; undefined when nobody did. */
export function readHolder(databasePath: string): Holder | undefined {
  try {
    return parseHolder(readPlain(holderPath(realDatabasePath(resolve(databasePath)))));
  } catch {
    return undefined;
  }
}

/** The same in the text of such a file; throws where that is no JSON. */
export function parseHolder(text: string): Holder | undefined {
  const found: unknown = JSON.parse(text);
  return isHolder(found) ? found : undefined;
}

/** Waits for nobody who might write into a FIFO, and throws where there is no such small file. */
function readPlain(path: string): string {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() || stat.size > LARGEST_BYTES) throw new Error(`${path}: not a small plain file`);
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

function isHolder(found: unknown): found is Holder {
  if (typeof found !== 'object' || found === null) return false;
  const isMeasured = NUMBERS.every((name) => Number.isFinite(Reflect.get(found, name)));
  return isMeasured && typeof Reflect.get(found, 'bootId') === 'string';
}
