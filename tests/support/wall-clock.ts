// A wall clock that a test can set while programs go by it. All that runs with its environment shares it; the time since boot,
// the monotonic clock and what the file system says stay true.

import { renameSync, writeFileSync } from 'node:fs';
import { fakeTimeEnvironment } from './faketime.ts';

/** A wall clock of our own. */
export interface WallClock {
  /** Sets it so many seconds ahead of the true time; below zero it is behind. */
  set(aheadSeconds: number): void;
  /** What a program needs in its environment to go by it. */
  readonly env: Readonly<Record<string, string>>;
}

/** A clock that shows the true time until it is set; it is kept in a file of its own. */
export function createWallClock(path: string): WallClock {
  const set = (aheadSeconds: number) => {
    writeFileSync(`${path}.draft`, `${aheadSeconds < 0 ? '' : '+'}${aheadSeconds}`);
    renameSync(`${path}.draft`, path);
  };
  set(0);
  const library = fakeTimeEnvironment();
  if (library === undefined)
    throw new Error('libfaketime: not found; expected the package faketime to be installed.');
  return { set, env: { ...library, FAKETIME_TIMESTAMP_FILE: path, FAKETIME_NO_CACHE: '1' } };
}
