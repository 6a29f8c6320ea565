// Outages: from a service going down to its being up again, or to nobody wanting it up any more.

import type { Stretch } from './standing.ts';

/** One time in which a service was down. */
export interface Outage {
  readonly fromMs: number;
  /** Absent while it lasts. */
  readonly untilMs: number | undefined;
  /** How long it was seen down. */
  readonly downMs: number;
  /** `repaired`: it came up again. `dropped`: it was switched off. */
  readonly end: 'repaired' | 'dropped' | undefined;
  /** It began within what is looked at, and not before. */
  readonly isWhole: boolean;
}

/** All outages, oldest first. Time in which nobody looked ends none, and makes none longer. */
export function outagesOf(stretches: readonly Stretch[]): readonly Outage[] {
  const outages: Outage[] = [];
  let open: Outage | undefined;
  for (const [index, { standing, fromMs, untilMs }] of stretches.entries()) {
    if (standing === 'down') {
      open ??= { fromMs, untilMs: undefined, downMs: 0, end: undefined, isWhole: index > 0 };
      open = { ...open, downMs: open.downMs + untilMs - fromMs };
    } else if (standing !== 'unseen' && open !== undefined) {
      outages.push({ ...open, untilMs: fromMs, end: standing === 'up' ? 'repaired' : 'dropped' });
      open = undefined;
    }
  }
  return open === undefined ? outages : [...outages, open];
}
