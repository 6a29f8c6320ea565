// When to try again to end superseded instances that could not be ended: rarely, for the kernel or its owner holds them, and
// each try takes long and is told. Who was not among them is tried at once.

import { type Moment, remainingMs, type Wait } from './moment.ts';
import { isSameProcess, type ProcessId } from './process.ts';
import { GIVE_UP_LADDER_MS } from './restarts.ts';

/** What is remembered of a try that failed. */
export interface Fence {
  /** Who lived on. */
  readonly left: readonly ProcessId[];
  /** How often it has failed before. */
  readonly rung: number;
  readonly wait: Wait;
}

/** Whether nobody of these is worth a try yet. */
export function isToWait(fence: Fence | undefined, found: readonly ProcessId[], now: Moment): boolean {
  if (fence === undefined || remainingMs(fence.wait, now) === 0) return false;
  return found.every((one) => fence.left.some((left) => isSameProcess(one, left)));
}

/** What is remembered after one more try has failed. */
export function afterFailure(fence: Fence | undefined, left: readonly ProcessId[], now: Moment): Fence {
  const rung = fence === undefined ? 0 : Math.min(fence.rung + 1, GIVE_UP_LADDER_MS.length - 1);
  const ids = left.map(({ pid, startTicks }) => ({ pid, startTicks }));
  return { left: ids, rung, wait: { since: now, durationMs: GIVE_UP_LADDER_MS[rung] as number } };
}
