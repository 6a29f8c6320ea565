// How well a service is, as one number for eyes and alerts. Nothing is decided by it: a mixture of measures hides which of them is bad.

import type { Check } from '../config/check.ts';
import { type CheckMemories, type CheckMemory, hasFailed, PASSING } from './checks/check-memory.ts';
import type { Verdict } from './verdict.ts';

/** What a score is made from. */
export interface Condition {
  readonly verdict: Verdict;
  /** Nothing of it lives for certain. */
  readonly proven: boolean;
  readonly checks: readonly Check[];
  readonly memories: CheckMemories;
  /** Recoveries that still count towards giving up, and how many are allowed. */
  readonly restarts: number;
  readonly maxRestarts: number;
}

/** What all restarts that are allowed take away, and what an answer in the last quarter of its time does for each quarter. */
const RESTARTS_COST = 0.5;
const QUARTER_COST = 0.1;

/** From 0, dead, to 100, well: the share of what is good, less for slow answers, less for recent recoveries. */
export function healthScore({ verdict, proven, checks, ...condition }: Condition): number {
  const { memories, restarts, maxRestarts } = condition;
  if (proven && !ALIVE.has(verdict)) return 0;
  const looks = checks
    .filter(({ probe }) => probe.kind !== 'busy')
    .map((check) => ({ check, memory: memories[check.name] ?? PASSING }));
  const good = mean([goodOfItself(verdict), ...looks.map(({ check, memory }) => goodOf(check, memory))]);
  const slow = mean(looks.map(({ memory }) => memory.slowness)) * QUARTER_COST;
  const restless = Math.min(1, restarts / maxRestarts) * RESTARTS_COST;
  return Math.round(100 * good * (1 - slow) * (1 - restless));
}

/** The process lives and beats, whatever its checks say. */
const ALIVE: ReadonlySet<Verdict> = new Set(['healthy', 'check_failed', 'no_progress', 'over_limit']);
const UNSETTLED: ReadonlySet<Verdict> = new Set(['starting', 'unknown']);

function goodOfItself(verdict: Verdict): number {
  if (ALIVE.has(verdict)) return 1;
  return UNSETTLED.has(verdict) ? 0.5 : 0;
}

function goodOf(check: Check, memory: CheckMemory): number {
  if (hasFailed(check, memory)) return 0;
  if (memory.last === 'degraded' || memory.last === 'unknown') return 0.5;
  return 1 - memory.looks.replaceAll('p', '').length / check.of;
}

/** 0 of nothing. */
function mean(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length);
}
