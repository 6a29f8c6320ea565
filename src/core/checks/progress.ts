// Whether a number grows as it must. Time is counted on the clock that stands still while the host sleeps, and begins anew with each
// instance. Knows nothing of where the number comes from.

import type { ProgressProbe, ProgressSource } from '../../config/measured-probes.ts';
import { seconds } from '../judgement.ts';
import type { Moment } from '../moment.ts';
import { isPlausible } from '../timestamp.ts';
import type { Mark, Reading } from './reading.ts';

/** What a number is compared with. */
export interface Past {
  /** What it had reached, and when. */
  readonly mark: Mark | undefined;
  /** When the instance began. */
  readonly since: Moment | undefined;
  readonly now: Moment;
}

type Growth = Pick<ProgressProbe, 'source' | 'minIncrease' | 'withinSeconds'>;

/** What a number that was measured now comes to. */
export function judgeProgress(probe: Growth, value: number, past: Past): Reading {
  const { mark, now } = past;
  if (mark === undefined) return passed(value, now);
  const base = Number(mark.value);
  const stoodMs = elapsedOnClock(mark, now);
  // A drop is no failure: whoever counts begins anew, too.
  if (value < base || stoodMs === undefined) return passed(value, now);
  if (hasGrown(value - base, probe)) return isRecent(stoodMs, probe) ? WELL : passed(value, now);
  const stuckMs = Math.min(stoodMs, sinceMs(past));
  if (stuckMs <= probe.withinSeconds * 1000) return WELL;
  return { kind: 'failed', detail: describe(value, value - base, { ...probe, stuckMs }) };
}

const WELL: Reading = { kind: 'passed', detail: '' };

function passed(value: number, { monotonicMs, bootId }: Moment): Reading {
  return { ...WELL, mark: { value, monotonicMs, bootId } };
}

function hasGrown(increase: number, { minIncrease }: Growth): boolean {
  return minIncrease === undefined ? increase > 0 : increase >= minIncrease;
}

const FEWEST_PARTS = 10;

/** What grows all the time is written down ten times within its time, and not at every tick: so much later it is found to stand. */
function isRecent(agoMs: number, { withinSeconds }: Growth): boolean {
  return agoMs < (withinSeconds * 1000) / FEWEST_PARTS;
}

/** Undefined across boots, where nobody knows for how long the host was down. */
function elapsedOnClock({ monotonicMs, bootId }: Mark, now: Moment): number | undefined {
  return bootId === now.bootId ? now.monotonicMs - Number(monotonicMs) : undefined;
}

function sinceMs({ since, now }: Past): number {
  return since !== undefined && since.bootId === now.bootId
    ? now.monotonicMs - since.monotonicMs
    : Number.POSITIVE_INFINITY;
}

function describe(
  value: number,
  increase: number,
  { source, minIncrease, withinSeconds, stuckMs }: Growth & { stuckMs: number },
): string {
  const reached = isTime(source) ? tellTime(value) : `${value}`;
  const grown = increase === 0 ? `stands at ${reached}` : `has grown by ${increase} to ${reached}`;
  const wanted = minIncrease === undefined ? 'to grow' : `to grow by ${minIncrease}`;
  return `it ${grown} for ${seconds(stuckMs)}; expected ${wanted} within ${withinSeconds} s`;
}

function isTime(source: ProgressSource): boolean {
  return 'measure' in source && (source.measure === 'mtime' || source.measure === 'newest');
}

/** Nobody reads seconds since 1970; but no file was ever written then, and not every number is a date. */
function tellTime(value: number): string {
  if (value === 0) return '0 (there is no such file)';
  return isPlausible(value * 1000) ? new Date(value * 1000).toISOString() : `${value}`;
}
