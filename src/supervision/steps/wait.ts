// A step in which nothing is done for a while. What has passed of it outlives us; who is told to stop leaves the rest to
// the next invocation.

import { setTimeout as sleep } from 'node:timers/promises';
import { elapsedMs } from '../../core/moment.ts';
import type { StepResult } from '../../core/recovery.ts';
import type { Job } from '../job.ts';

const LOOK_AGAIN_MS = 100;

/** Waits for what is left of so many seconds; nothing came of it when we were told to stop before they were over. */
export async function wait(
  { recovery, step, world, course }: Job,
  { waitSeconds }: { readonly waitSeconds: number },
): Promise<StepResult | undefined> {
  const { host, store } = world;
  const began = host.now();
  const leftMs = remainingMs(step.begunAtMs, waitSeconds * 1000, began.wallMs);
  if (step.begunAtMs === undefined)
    store.beginStep({ recoveryId: recovery.id, ordinal: step.ordinal }, undefined, began.wallMs);
  for (;;) {
    const nowLeftMs = leftMs - elapsedMs(began, host.now());
    if (nowLeftMs <= 0) return { outcome: 'succeeded', message: `waited ${waitSeconds} s` };
    if (course.isCalledOff) return { outcome: 'interrupted', message: 'called off before it was over' };
    if (!world.mayAct()) return undefined;
    await sleep(Math.min(LOOK_AGAIN_MS, nowLeftMs));
  }
}

/** By the wall clock, the only one that is on record: one that was set makes the wait shorter, or begins it anew, never longer. */
function remainingMs(begunAtMs: number | undefined, waitMs: number, nowMs: number): number {
  const passedMs = begunAtMs === undefined ? 0 : Math.max(0, nowMs - begunAtMs);
  return Math.max(0, waitMs - passedMs);
}
