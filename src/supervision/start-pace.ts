// Keeps starts apart where the config asks for that, so that not all begin at once. What is asked for has a row of its own, for
// no operator is to wait behind all that we do.

import { setTimeout as sleep } from 'node:timers/promises';
import type { RecoveryRecord } from '../core/recovery.ts';
import type { Job } from './job.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 100;

/** Waits for the turn of a start, or until nobody wants it any more. */
export async function awaitPace({ recovery, world, course }: Omit<Job, 'step'>): Promise<void> {
  const { host, memory } = world;
  const turnMs = takeTurn(recovery, world);
  const leftMs = () => turnMs - host.now().monotonicMs;
  if (leftMs() <= 0) return;
  world.dueWithin(leftMs());
  if (memory.pace.waiting === 0) tellOnce(world);
  memory.pace.waiting += 1;
  while (leftMs() > 0 && !course.isHastened && !course.isCalledOff && world.mayAct())
    await sleep(Math.max(1, Math.min(LOOK_AGAIN_MS, leftMs())));
  memory.pace.waiting -= 1;
}

function takeTurn({ requestId }: RecoveryRecord, world: World): number {
  const { config, host, memory } = world;
  const nowMs = host.now().monotonicMs;
  const intervalMs = config.startIntervalSeconds * 1000;
  if (intervalMs === 0) return nowMs;
  const row = requestId === undefined ? 'own' : 'asked';
  const turnMs = Math.max(nowMs, memory.pace.next.get(row) ?? lastStartMs(world) + intervalMs);
  memory.pace.next.set(row, turnMs + intervalMs);
  return turnMs;
}

/** By the invocations before this one, as far as what they started is still on record. */
function lastStartMs({ host, memory }: World): number {
  const { bootId } = host.now();
  const starts = [...memory.states.values()].flatMap(({ instance }) =>
    instance?.origin === 'started' && instance.since.bootId === bootId ? [instance.since.monotonicMs] : [],
  );
  return starts.reduce((latest, one) => Math.max(latest, one), Number.NEGATIVE_INFINITY);
}

function tellOnce({ config, host, log, store }: World): void {
  const message = `starts wait for each other: ${config.startIntervalSeconds} s lie between two of them`;
  store.addEvent({ atMs: host.now().wallMs, key: undefined, kind: 'start_throttled', message });
  log({ level: 'INFO', message: `start_throttled: ${message}` });
}
