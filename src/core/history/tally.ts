// What the past of a service comes to in numbers (docs/history.md has the formulas).

import { type Outage, outagesOf } from './outages.ts';
import type { Standing, Stretch } from './standing.ts';

/** A past in numbers. */
export interface Tally {
  /** Milliseconds that it stood in each way. */
  readonly ms: Readonly<Record<Standing, number>>;
  /** From 0 to 1: of the time that counts, how much it was up; absent when none does. */
  readonly uptime: number | undefined;
  /** How often it went down. */
  readonly failures: number;
  /** Mean time to repair: how long it was down, of the outages that were repaired; absent without one. */
  readonly mttrMs: number | undefined;
  /** Mean time between failures: how long it was up for each of them; absent without one. */
  readonly mtbfMs: number | undefined;
  readonly longest: Outage | undefined;
  /** How often it changed between up and down. */
  readonly flips: number;
}

/** Reckons a past. */
export function tally(stretches: readonly Stretch[]): Tally {
  const ms = { up: 0, down: 0, off: 0, unseen: 0 };
  for (const { standing, fromMs, untilMs } of stretches) ms[standing] += untilMs - fromMs;
  const outages = outagesOf(stretches);
  const failures = outages.filter(({ isWhole }) => isWhole).length;
  const repaired = outages.filter(({ end }) => end === 'repaired');
  const counted = ms.up + ms.down;
  return {
    ms,
    uptime: counted === 0 ? undefined : ms.up / counted,
    failures,
    mttrMs: repaired.length === 0 ? undefined : sumOfDown(repaired) / repaired.length,
    mtbfMs: failures === 0 ? undefined : ms.up / failures,
    longest: longestOf(outages),
    flips: flipsIn(stretches),
  };
}

function sumOfDown(outages: readonly Outage[]): number {
  return outages.reduce((sum, { downMs }) => sum + downMs, 0);
}

/** The first of those that are equally long. */
function longestOf(outages: readonly Outage[]): Outage | undefined {
  return outages.reduce<Outage | undefined>(
    (longest, one) => (longest === undefined || one.downMs > longest.downMs ? one : longest),
    undefined,
  );
}

function flipsIn(stretches: readonly Stretch[]): number {
  let last: Standing | undefined;
  let flips = 0;
  for (const { standing } of stretches) {
    if (standing === 'unseen') continue;
    if ((last === 'up' && standing === 'down') || (last === 'down' && standing === 'up')) flips += 1;
    last = standing;
  }
  return flips;
}
