// How many bad verdicts in a row, and when the row is broken.

import type { Judgement } from './judgement.ts';
import type { Streak } from './service-state.ts';
import { isBad } from './verdict.ts';

const NONE: Streak = { count: 0, lastBadMs: undefined };

/**
 * The streak after one more judgement. A good beat that was written after the last bad verdict voids what came before it,
 * even if the good tick in between was never stored. `unknown` and `starting` change nothing.
 */
export function nextStreak(streak: Streak, judged: Judgement, nowMs: number): Streak {
  if (judged.verdict === 'healthy') return streak.count === 0 ? streak : NONE;
  if (!isBad(judged.verdict)) return streak;
  return { count: isVoided(streak, judged, nowMs) ? 1 : streak.count + 1, lastBadMs: nowMs };
}

function isVoided({ lastBadMs }: Streak, { verdict, beatAtMs }: Judgement, nowMs: number): boolean {
  // A newer beat that itself reports an error is no good beat.
  if (verdict === 'error_status' || beatAtMs === undefined || lastBadMs === undefined) return false;
  // Nor is one from the future: it would be newer than every failure to come.
  return beatAtMs > lastBadMs && beatAtMs <= nowMs;
}
