// What is remembered of a check from tick to tick. One that passes at every tick, and wants nothing kept, leaves no trace.

import type { Check } from '../../config/check.ts';
import type { Moment } from '../moment.ts';
import type { Mark, Reading, Readings } from './reading.ts';

/** What is remembered of one check. */
export interface CheckMemory {
  /** The last looks that told something, the latest last: `f` for a failure, `p` for none. Absent while none of them failed. */
  readonly looks: string;
  /** Of the last look that passed not; empty otherwise. */
  readonly detail: string;
  /** How the last look ended, where it told nothing or little. */
  readonly last: Reading['kind'];
  /** When it was looked at: last, where looks are spaced, and else first, while its instance has yet to prove itself. */
  readonly lookedAt: Pick<Moment, 'bootMs' | 'bootId'> | undefined;
  readonly mark: Mark | undefined;
  /** In which quarter of its time the last answer came, from 0 to 3: coarse, so that it seldom changes. */
  readonly slowness: number;
}

/** What is remembered of the checks of a service, by name. */
export type CheckMemories = Readonly<Record<string, CheckMemory>>;

/** Of a check that has always passed. */
export const PASSING: CheckMemory = {
  looks: '',
  detail: '',
  last: 'passed',
  lookedAt: undefined,
  mark: undefined,
  slowness: 0,
};

/** Of a service without checks, or of which all pass. */
export const NO_MEMORIES: CheckMemories = {};

type Spacing = Pick<Check, 'name' | 'intervalSeconds' | 'failureThreshold' | 'of' | 'timeoutSeconds'>;

/** One more pass. */
export interface Look {
  readonly readings: Readings;
  readonly now: Moment;
  /** Its instance is new, and not healthy yet. */
  readonly isUnproven?: boolean | undefined;
}

/** The memories after one more pass: the very same where nothing new is to be remembered. */
export function remember(
  before: CheckMemories,
  checks: readonly Spacing[],
  { readings, now, isUnproven }: Look,
): CheckMemories {
  if (checks.length === 0 && isEmpty(before)) return before;
  const after: Record<string, CheckMemory> = {};
  for (const check of checks) {
    const memory = nextOf(before[check.name], readings.get(check.name), { check, now, isUnproven });
    if (memory !== undefined) after[check.name] = memory;
  }
  return isSameSet(before, after) ? before : after;
}

interface OneLook extends Omit<Look, 'readings'> {
  readonly check: Spacing;
}

/** Nothing where nothing is to be remembered, and the very same where that is no news. */
function nextOf(
  known: CheckMemory | undefined,
  reading: Reading | undefined,
  look: OneLook,
): CheckMemory | undefined {
  const memory = reading === undefined ? known : take(known ?? PASSING, reading, look);
  if (memory === undefined || isSame(memory, PASSING)) return undefined;
  return known !== undefined && isSame(memory, known) ? known : memory;
}

/** The memories for a new instance: its looks are yet to come, what is measured goes on. */
export function forgetLooks(before: CheckMemories): CheckMemories {
  const kept = Object.entries(before).flatMap(([name, { mark }]) =>
    mark === undefined ? [] : [[name, { ...PASSING, mark }]],
  );
  return kept.length === 0 ? NO_MEMORIES : Object.fromEntries(kept);
}

/** What has failed is looked at again after a minute at the latest, for it may be well again. */
const SOONER_SECONDS = 60;

/** Whether a check is due again. */
export function isDue(check: Spacing, memory: CheckMemory | undefined, now: Moment): boolean {
  if (memory?.lookedAt === undefined || memory.lookedAt.bootId !== now.bootId) return true;
  const mostSeconds = hasFailed(check, memory) ? SOONER_SECONDS : Number.POSITIVE_INFINITY;
  return now.bootMs - memory.lookedAt.bootMs >= Math.min(check.intervalSeconds, mostSeconds) * 1000;
}

/** Whether so many of the last looks failed that the check has. */
export function hasFailed({ failureThreshold }: Spacing, { looks }: CheckMemory): boolean {
  return looks.replaceAll('p', '').length >= failureThreshold;
}

/** Whether the last look of some check did not pass, though the one before it had. */
export function haveTurnedBad(before: CheckMemories, after: CheckMemories): boolean {
  return Object.entries(after).some(
    ([name, { last }]) => last !== 'passed' && (before[name] ?? PASSING).last === 'passed',
  );
}

function take(
  { looks, mark, lookedAt }: CheckMemory,
  reading: Reading,
  { check, now, isUnproven }: OneLook,
): CheckMemory {
  return {
    looks: reading.kind === 'unknown' ? looks : lookedAgain(looks, reading, check),
    detail: reading.kind === 'passed' ? '' : reading.detail,
    last: reading.kind,
    lookedAt: check.intervalSeconds > 0 ? placeOf(now) : isUnproven ? (lookedAt ?? placeOf(now)) : undefined,
    mark: reading.mark === undefined ? mark : orNone(reading.mark),
    slowness: quarterOf(reading, check),
  };
}

function placeOf({ bootMs, bootId }: Moment): CheckMemory['lookedAt'] {
  return { bootMs, bootId };
}

function quarterOf({ latencyMs = 0 }: Reading, { timeoutSeconds }: Spacing): number {
  return Math.min(3, Math.floor((4 * latencyMs) / (timeoutSeconds * 1000)));
}

function orNone(mark: Mark): Mark | undefined {
  return Object.keys(mark).length === 0 ? undefined : mark;
}

/** The last looks with one more: nothing once none of those that count has failed. */
function lookedAgain(looks: string, { kind }: Reading, { of }: Spacing): string {
  const last = `${looks}${kind === 'failed' ? 'f' : 'p'}`.slice(-of);
  return last.includes('f') ? last : '';
}

function isEmpty(memories: CheckMemories): boolean {
  for (const _ in memories) return false;
  return true;
}

function isSame(a: CheckMemory, b: CheckMemory): boolean {
  return (
    a.looks === b.looks &&
    a.detail === b.detail &&
    a.last === b.last &&
    a.lookedAt?.bootMs === b.lookedAt?.bootMs &&
    a.slowness === b.slowness &&
    isSameMark(a.mark, b.mark)
  );
}

function isSameMark(a: Mark | undefined, b: Mark | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isSameSet(before: CheckMemories, after: CheckMemories): boolean {
  const names = Object.keys(after);
  return names.length === Object.keys(before).length && names.every((name) => before[name] === after[name]);
}
