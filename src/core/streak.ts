// How many bad verdicts in a row, and when the row is broken.

import type { Judgement } from './judgement.ts';
import type { Culprits, Streak } from './service-state.ts';
import { isBad, type Verdict } from './verdict.ts';

/** The heartbeat or the process of a service, among what may be bad of it. */
export const ITSELF = '';
const ALONE: Culprits = [ITSELF];

const NONE: Streak = { count: 0, lastBadMs: undefined };

/**
 * The streak after one more judgement. A good beat that was written after the last bad verdict voids what came before it,
 * even if the good tick in between was never stored. `unknown` and `starting` change nothing.
 */
export function nextStreak(streak: Streak, judged: Judgement, nowMs: number): Streak {
  if (judged.verdict === 'healthy') return streak.count === 0 ? streak : NONE;
  if (!isBad(judged.verdict)) return streak;
  const culprits = judged.culprits ?? ALONE;
  const before = streak.culprits ?? ALONE;
  // A check that is not looked at anew does not stand in for what is well by now.
  if (!judged.isNews) return culprits.some((one) => before.includes(one)) ? streak : NONE;
  const all = isVoided(streak, judged, nowMs) ? [] : culprits.filter((one) => before.includes(one));
  // What was bad before and is well now breaks the row, whatever else has gone bad meanwhile.
  return all.length === 0 || streak.count === 0
    ? { count: 1, lastBadMs: nowMs, culprits: told(culprits) }
    : { count: streak.count + 1, lastBadMs: nowMs, culprits: told(all) };
}

function told(culprits: Culprits): Culprits | undefined {
  return culprits.length === 1 && culprits[0] === ITSELF ? undefined : culprits;
}

/** What a service may be while it beats. */
const BEATS_ALONG: ReadonlySet<Verdict> = new Set([
  'error_status',
  'check_failed',
  'no_progress',
  'over_limit',
]);

function isVoided({ lastBadMs }: Streak, { verdict, beatAtMs }: Judgement, nowMs: number): boolean {
  // A newer beat is no good one when it comes with something else that is bad.
  if (BEATS_ALONG.has(verdict) || beatAtMs === undefined || lastBadMs === undefined) return false;
  // Nor is one from the future: it would be newer than every failure to come.
  return beatAtMs > lastBadMs && beatAtMs <= nowMs;
}
