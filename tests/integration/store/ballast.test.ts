// The room kept against a full disk: what it grows by, and when.

import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { giveBallast, keepBallast } from '../../../src/store/ballast.ts';
import { testAsRoot } from '../../support/as-root.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/small-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const WHOLE_BYTES = 1 << 20;

/** A database's place on a disk on which its ballast is whole. */
function ballasted(): { disk: SmallDisk; database: string; size: () => number } {
  const folder = join(temporaryFolder('ballast'), 'disk');
  const disk = mountSmallDisk(folder, 'size=20m');
  const database = join(folder, 'watchdog.db');
  keepBallast(database);
  return { disk, database, size: () => statSync(`${database}-ballast`).size };
}

testAsRoot('what was given away on a full disk is taken back, as far as it is still free', () => {
  const { disk, database, size } = ballasted();
  disk.fill();
  expect(giveBallast(database)).toBe(true);
  expect(size()).toBe(WHOLE_BYTES * 0.75);
  keepBallast(database);
  expect(size()).toBe(WHOLE_BYTES);
});

testAsRoot('a full disk is not made fuller by what it lacks for longer', () => {
  const { disk, database, size } = ballasted();
  disk.fill();
  truncateSync(`${database}-ballast`, WHOLE_BYTES / 4); // by an invocation that was killed
  giveBallast(database);
  keepBallast(database);
  keepBallast(database);
  expect(size()).toBe(WHOLE_BYTES / 4);
  disk.clear();
  keepBallast(database);
  expect(size()).toBe(WHOLE_BYTES);
});

testAsRoot('all of it can be given away, and then no more', () => {
  const { database, size } = ballasted();
  const given = [1, 2, 3, 4, 5].map(() => giveBallast(database));
  expect(given).toEqual([true, true, true, true, false]);
  expect(size()).toBe(0);
});
