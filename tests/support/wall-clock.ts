// A wall clock that a test can set while programs go by it. All that runs with its environment shares it; the time since boot,
// the monotonic clock and what the file system says stay true.

import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';

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
  const preload = execFileSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  return {
    set,
    env: {
      LD_PRELOAD: preload.trim(),
      FAKETIME_TIMESTAMP_FILE: path,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
  };
}
