// How old a beat is when its writer's clock is not ours: that it has changed since we last looked shows that its service
// lives, whatever time it tells. Remembers nothing while the clocks agree, so that a healthy service costs no write.

import { ageOf, isAhead, SKEW_MS } from './age.ts';
import type { Moment } from './moment.ts';

/** A beat that did not fit our clock, and when we first saw it: by these two the writer's clock is compared with ours. */
export interface Sighting {
  readonly beatMs: number;
  /** On our clock since boot. */
  readonly bootMs: number;
}

/** What of a case the age of a beat depends on. */
export interface Dating {
  readonly at: Moment;
  readonly rebasedAt: Moment | undefined;
  readonly timeoutMs: number;
  readonly last: Sighting | undefined;
}

/** The age of a beat, and what is to be remembered of it. */
export interface Dated {
  /** Milliseconds; absent when it lies in the future for no reason that we know of. */
  readonly ageMs: number | undefined;
  readonly sighting: Sighting | undefined;
}

/** Dates a beat by the clock that both share, if they do, and else by when we saw it change. */
export function dateBeat(beatMs: number, dating: Dating): Dated {
  const { at, rebasedAt, timeoutMs } = dating;
  const last = isVoid(dating) ? undefined : dating.last;
  const ageMs = ageOf(beatMs, at, rebasedAt);
  if (last?.beatMs === beatMs) return { ageMs: atLeast(at.bootMs - last.bootMs, ageMs), sighting: last };
  const fitsOurClock = !isAhead(beatMs, at) && at.wallMs - beatMs <= timeoutMs;
  if (fitsOurClock) return { ageMs, sighting: undefined };
  const seen = { beatMs, bootMs: at.bootMs };
  return last === undefined ? { ageMs, sighting: seen } : dateByChange(last, seen, timeoutMs);
}

/** Whether a beat is another one than the one that was seen: who is dead writes no more. */
export function hasChanged(beatMs: number, last: Sighting | undefined): boolean {
  return last !== undefined && last.beatMs !== beatMs;
}

/** As if the beat that was seen first had been fresh then: no beat is taken for older than it is. */
function dateByChange(last: Sighting, seen: Sighting, timeoutMs: number): Dated {
  const ageMs = seen.bootMs - last.bootMs - (seen.beatMs - last.beatMs);
  // Fresher than fresh: the first one was old already, or that clock was set.
  const isBetter = ageMs < -SKEW_MS;
  return { ageMs: Math.max(0, ageMs), sighting: isBetter || ageMs > timeoutMs ? seen : last };
}

/** What was compared before a clock step, or a sleep, is to be compared anew. */
function isVoid({ at, rebasedAt, last }: Dating): boolean {
  return last !== undefined && rebasedAt?.bootId === at.bootId && last.bootMs < rebasedAt.bootMs;
}

function atLeast(knownMs: number, ageMs: number | undefined): number | undefined {
  return ageMs === undefined ? undefined : Math.max(knownMs, ageMs);
}
