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
/** Nobody is to run out of room because of us: only where so much is free, more is taken than was just given away. */
const AMPLE_BYTES = 16 * WHOLE_BYTES;

/** What we have given away ourselves and not taken back yet, by database. */
const givenBytes = new Map<string, number>();

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
    if (size === 0) return false;
    const part = Math.min(size, PART_BYTES);
    ftruncateSync(descriptor, size - part);
    givenBytes.set(databasePath, (givenBytes.get(databasePath) ?? 0) + part);
    return true;
  });
}

/** Takes back what was given away, as far as there is room again. A ballast that is whole costs one look at it. */
export function keepBallast(databasePath: string): void {
  const mayGrowBy = growth(databasePath);
  givenBytes.delete(databasePath);
  if (mayGrowBy === 0) return;
  const { O_APPEND, O_CREAT, O_WRONLY } = constants;
  onBallast(databasePath, O_WRONLY | O_CREAT | O_APPEND, (descriptor, there) => {
    // Noise, for some file systems keep no room for zeros.
    const lacking = Math.min(mayGrowBy, WHOLE_BYTES - there);
    if (lacking > 0) writeSync(descriptor, randomBytes(lacking));
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

/** By how much it may grow: by what we gave away just now, for others had that not; by all that it lacks only out of plenty. */
function growth(databasePath: string): number {
  try {
    const size = statSync(ballastPath(databasePath), { throwIfNoEntry: false })?.size ?? 0;
    if (size >= WHOLE_BYTES) return 0;
    const { bavail, bsize } = statfsSync(dirname(databasePath));
    return bavail * bsize >= AMPLE_BYTES ? WHOLE_BYTES - size : (givenBytes.get(databasePath) ?? 0);
  } catch {
    return 0;
  }
}
