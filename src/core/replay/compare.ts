// What other settings would have meant for an incident: sooner, later, not at all, or for nothing.

import type { Incident } from './course.ts';

/**
 * `not_yet`: recovered in fact, and not by the other settings until then. Who was dead would have stayed so for longer; who was silent
 * may have come back by itself, which nobody can tell. `further`: it came back by itself, and would have been recovered.
 */
export type Difference = 'same' | 'sooner' | 'later' | 'not_yet' | 'further';

/** What is different of an incident, and by how many seconds where both are known. */
export interface Compared {
  readonly difference: Difference;
  readonly bySeconds: number | undefined;
}

const SAME_MS = 1000;

/** Compares what would have been with what was. */
export function compareIncident({ recordedMs, replayedMs }: Incident): Compared {
  if (replayedMs === undefined) return { difference: 'not_yet', bySeconds: undefined };
  if (recordedMs === undefined) return { difference: 'further', bySeconds: undefined };
  const byMs = replayedMs - recordedMs;
  if (Math.abs(byMs) <= SAME_MS) return { difference: 'same', bySeconds: 0 };
  return { difference: byMs < 0 ? 'sooner' : 'later', bySeconds: Math.abs(Math.round(byMs / 1000)) };
}
