// How often a check found the lease held. Whoever finds that may not write the database, so each leaves a byte in a file of
// its own: appended in one step, whoever else does so, and never taken back.

import { closeSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { openOwnFile } from '../own-file.ts';
import { leaseMetPath, realDatabasePath } from './paths.ts';

/** Counts one more; without room or permission nothing is counted. */
export function countLeaseMet(databasePath: string): void {
  try {
    const descriptor = openOwnFile(pathOf(databasePath), 'append');
    try {
      writeSync(descriptor, '.');
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // It is only counted, and to complain every minute helps nobody.
  }
}

/** How often it was; undefined where that cannot be told. */
export function leaseMetCount(databasePath: string): number | undefined {
  try {
    return statSync(pathOf(databasePath), { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return undefined;
  }
}

function pathOf(databasePath: string): string {
  return leaseMetPath(realDatabasePath(resolve(databasePath)));
}
