// Who holds the lease, and by when it will be heard of again. A small file and not a row: a row would cost every tick one
// more commit. Only the guard tells whether somebody holds it; this may be what a dead holder left.

import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { holderPath, realDatabasePath } from './paths.ts';

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

const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
const MODE = 0o640;

/** Leaves word of who holds the lease of a database; without room or permission nothing is left. */
export function recordHolder(databasePath: string, holder: Holder): void {
  try {
    const path = holderPath(realDatabasePath(resolve(databasePath)));
    const fd = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, MODE);
    writeSync(fd, `${JSON.stringify(holder)}\n`);
    closeSync(fd);
  } catch {
    // Then nobody can tell that we hang: the lease stays ours until a person looks.
  }
}

/** Who said last that it took the lease; undefined when nobody did, or while it is being written. */
export function readHolder(databasePath: string): Holder | undefined {
  try {
    const found: unknown = JSON.parse(
      readFileSync(holderPath(realDatabasePath(resolve(databasePath))), 'utf8'),
    );
    return isHolder(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(found: unknown): found is Holder {
  if (typeof found !== 'object' || found === null) return false;
  const isMeasured = NUMBERS.every((name) => Number.isFinite(Reflect.get(found, name)));
  return isMeasured && typeof Reflect.get(found, 'bootId') === 'string';
}
