// A clock on which no time passes by itself.

import type { Clock } from './look-at-actor.ts';
import type { Timeline } from './timeline.ts';

const UP_MS = 86_400_000;

/** A clock that is set, and a host that is booted anew, as a timeline says. */
export function createClock({ happenings, beginsMs }: Pick<Timeline, 'happenings' | 'beginsMs'>): Clock {
  const steps = happenings.filter(({ what }) => what === 'steps_clock');
  const boots = happenings.filter(({ what }) => what === 'reboots').map(({ atMs }) => atMs);
  const setByMs = (ms: number) =>
    steps.reduce((sum, { atMs, byMs = 0 }) => (atMs <= ms ? sum + byMs : sum), 0);
  return {
    momentAt: (ms) => {
      const sofar = boots.filter((atMs) => atMs <= ms);
      const upMs = ms - (sofar.at(-1) ?? -UP_MS);
      const bootId = `made-up-${sofar.length}`;
      return { wallMs: beginsMs + ms + setByMs(ms), bootMs: upMs, monotonicMs: upMs, bootId };
    },
  };
}
