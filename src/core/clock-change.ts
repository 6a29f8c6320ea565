// Whether the clocks of the host ran apart since the last tick.

import type { Moment } from './moment.ts';

const STEP_MS = 5000;
const SLEEP_MS = 10_000;

/** What happened to the clocks between two ticks of one boot: the wall clock was stepped, or the host slept. */
export function clockChange(last: Moment | undefined, now: Moment): 'stepped' | 'slept' | undefined {
  if (last === undefined || last.bootId !== now.bootId) return undefined;
  const bootMs = now.bootMs - last.bootMs;
  if (bootMs - (now.monotonicMs - last.monotonicMs) > SLEEP_MS) return 'slept';
  return Math.abs(now.wallMs - last.wallMs - bootMs) > STEP_MS ? 'stepped' : undefined;
}
