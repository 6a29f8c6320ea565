// Room that is kept beside the database against the day when the disk is full: a file that is worth nothing, given away a
// quarter at a time so that what is about to be done can still be recorded. Knows not what is written into the room.

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { withOwnUmask } from '../own-file.ts';
import { ballastPath } from './paths.ts';
import { troubleOf } from './trouble.ts';

const WHOLE_BYTES = 1 << 20;
const PART_BYTES = WHOLE_BYTES / 4;
/** Nobody is to run out of room because of us: a new one is only made where so much is free. */
const AMPLE_BYTES = 16 * WHOLE_BYTES;

/** Does what needs room on the disk of a database; where there is none it is made from the ballast, as long as that lasts. */
export function withBallast<T>(databasePath: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (troubleOf(error, databasePath) !== 'full' || !giveBallast(databasePath)) throw error;
    return withBallast(databasePath, work);
  }
}

/** Gives a part of the ballast away; false where nothing is left of it. */
export function giveBallast(databasePath: string): boolean {
  return onBallast(databasePath, constants.O_WRONLY, (descriptor, size) => {
    if (size > 0) ftruncateSync(descriptor, Math.max(0, size - PART_BYTES));
    return size > 0;
  });
}

/** Takes back what was given away, as far as there is room again. A ballast that is whole costs one look at it. */
export function keepBallast(databasePath: string): void {
  if (!mayGrow(databasePath)) return;
  const { O_APPEND, O_CREAT, O_WRONLY } = constants;
  onBallast(databasePath, O_WRONLY | O_CREAT | O_APPEND, (descriptor, there) => {
    // Noise, for some file systems keep no room for zeros.
    if (there < WHOLE_BYTES) writeSync(descriptor, randomBytes(WHOLE_BYTES - there));
    return true;
  });
}

/** Only a plain file with no other name: anything else was not put there by us. False where that cannot be done. */
function onBallast(
  databasePath: string,
  flags: number,
  work: (descriptor: number, size: number) => boolean,
): boolean {
  try {
    const safely = flags | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const descriptor = withOwnUmask(() => openSync(ballastPath(databasePath), safely, 0o640));
    try {
      const stat = fstatSync(descriptor);
      return stat.isFile() && stat.nlink === 1 && work(descriptor, stat.size);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

function mayGrow(databasePath: string): boolean {
  try {
    const found = statSync(ballastPath(databasePath), { throwIfNoEntry: false });
    if (found !== undefined) return found.size < WHOLE_BYTES;
    const { bavail, bsize } = statfsSync(dirname(databasePath));
    return bavail * bsize >= AMPLE_BYTES;
  } catch {
    return false;
  }
}
