// A clock on which no time passes by itself.

import type { Clock } from './look-at-actor.ts';
import type { Happening } from './timeline.ts';

// Any time after heartbeats were thought of: a clock before that is taken for one that was never set.
const BEGINNING_MS = 1_767_225_600_000;
const UP_MS = 86_400_000;

/** A clock that is set as a timeline says, and right otherwise. */
export function createClock(happenings: readonly Happening[]): Clock {
  const steps = happenings.filter(({ what }) => what === 'steps_clock');
  const setByMs = (ms: number) =>
    steps.reduce((sum, { atMs, byMs = 0 }) => (atMs <= ms ? sum + byMs : sum), 0);
  return {
    momentAt: (ms) => ({
      wallMs: BEGINNING_MS + ms + setByMs(ms),
      bootMs: UP_MS + ms,
      monotonicMs: UP_MS + ms,
      bootId: 'made-up',
    }),
  };
}
