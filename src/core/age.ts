// How old a heartbeat is, when the clock may have been stepped since it was written.

import { elapsedMs, type Moment } from './moment.ts';

/** How far ahead of our clock a beat may lie, for want of better synchronised clocks. */
const SKEW_MS = 2000;

/**
 * Milliseconds since a beat; undefined when it lies in the future for no reason that we know of.
 * After a clock step or a sleep nothing is older than the time since then, measured by boot time.
 */
export function ageOf(beatAtMs: number, now: Moment, rebasedAt: Moment | undefined): number | undefined {
  const ageMs = now.wallMs - beatAtMs;
  const inFuture = ageMs < -SKEW_MS;
  if (rebasedAt === undefined || rebasedAt.bootId !== now.bootId)
    return inFuture ? undefined : Math.max(0, ageMs);
  const sinceStepMs = elapsedMs(rebasedAt, now);
  return inFuture ? sinceStepMs : Math.min(Math.max(0, ageMs), sinceStepMs);
}
