// How long ago something was, when the clock may have been stepped, or the host may have slept, since then.

import { clockChange } from './clock-change.ts';
import { elapsedMs, type Moment } from './moment.ts';

/** How far ahead of our clock a beat may lie, for want of better synchronised clocks. */
export const SKEW_MS = 2000;

/** Whether a beat lies in the future, by more than clocks differ. */
export function isAhead(beatAtMs: number, now: Moment): boolean {
  return beatAtMs - now.wallMs > SKEW_MS;
}

/**
 * Milliseconds since a beat; undefined when it lies in the future for no reason that we know of.
 * After a clock step or a sleep nothing is older than the time since then, measured by boot time.
 */
export function ageOf(beatAtMs: number, now: Moment, rebasedAt: Moment | undefined): number | undefined {
  const sinceStepMs = sinceRebaseMs(now, rebasedAt);
  if (isAhead(beatAtMs, now)) return sinceStepMs;
  return Math.min(Math.max(0, now.wallMs - beatAtMs), sinceStepMs ?? Number.POSITIVE_INFINITY);
}

/** Whether a beat was written after a moment of this boot: not to be told when the clock was set since then. */
export function isWrittenSince(beatAtMs: number, since: Moment, now: Moment): boolean | 'untold' {
  if (clockChange(since, now) === 'stepped') return 'untold';
  return beatAtMs >= now.wallMs - elapsedMs(since, now);
}

/** Milliseconds from a moment until now, of which a sleep before the rebase is not counted. */
export function awakeMs(from: Moment, now: Moment, rebasedAt: Moment | undefined): number {
  return Math.min(elapsedMs(from, now), sinceRebaseMs(now, rebasedAt) ?? Number.POSITIVE_INFINITY);
}

/** A rebase of an earlier boot says nothing about this one. */
function sinceRebaseMs(now: Moment, rebasedAt: Moment | undefined): number | undefined {
  return rebasedAt === undefined || rebasedAt.bootId !== now.bootId ? undefined : elapsedMs(rebasedAt, now);
}
