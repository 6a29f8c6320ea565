// Repeats a reading of several clocks until nothing came in between: a machine that is busy elsewhere may pause us anywhere.

import { performance } from 'node:perf_hooks';

const UNDISTURBED_MS = 5;
const MOST_READINGS = 10_000;

/** What was read at one go; throws where no reading in ten thousand was left alone. */
export function undisturbed<T>(read: () => T): T {
  for (let reading = 0; reading < MOST_READINGS; reading += 1) {
    const before = performance.now();
    const found = read();
    if (performance.now() - before < UNDISTURBED_MS) return found;
  }
  throw new Error('no reading was left alone');
}
