// One look at one service, as it is on record: what a replay and a tuning are made of.

import type { Reason } from '../recovery.ts';
import type { Verdict } from '../verdict.ts';

/** One look, as it is on record. */
export interface Look {
  /** By the wall clock, milliseconds since 1970. */
  readonly atMs: number;
  readonly verdict: Verdict;
  readonly reason: Reason | undefined;
  /** Of its beat; absent where it was no late one, or nothing was noted. */
  readonly ageSeconds: number | undefined;
  /** Whether late beats were noted at that tick: not by versions before this one. */
  readonly isNoted: boolean;
}

/** Reasons for which nobody was to be recovered, whatever was seen. */
const NOT_MEANT: ReadonlySet<Reason | undefined> = new Set<Reason | undefined>([
  'off',
  'held',
  'maintenance',
  'recovering',
  'unknown',
]);

/** Whether a look tells anything of how patient one must be. */
export function isTelling({ reason, verdict }: Look): boolean {
  return !NOT_MEANT.has(reason) && verdict !== 'unknown';
}
