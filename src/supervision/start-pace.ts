// Keeps starts apart where the config asks for that, so that not all begin at once. What is asked for has a row of its own, for
// no operator is to wait behind all that we do. Who still lives waits alive: the turn of its start is taken before its end.

import { setTimeout as sleep } from 'node:timers/promises';
import type { RecoveryRecord } from '../core/recovery.ts';
import { remainingSteps } from '../core/resume.ts';
import { treeOf } from '../core/tree.ts';
import type { Job } from './job.ts';
import { rootsOf } from './remember.ts';
import { seeProcesses } from './see-processes.ts';
import type { World } from './world.ts';

const LOOK_AGAIN_MS = 100;

/** Before anything of a service is ended that is started again: waits for the turn of that start. Groups are ended together. */
export async function awaitPaceAlive(job: Job): Promise<void> {
  const { recovery, step, world } = job;
  const isEnd = step.action === 'stop' || step.action === 'kill';
  if (!isEnd || world.config.startIntervalSeconds === 0 || recovery.reason === 'group_restart') return;
  const isStarted = remainingSteps(recovery).some(({ action }) => action === 'start');
  const seen = seeProcesses(world.host);
  if (isStarted && seen.kind === 'seen' && treeOf(rootsOf(world, recovery), seen.table).length > 0)
    await awaitPace(job);
}

/** Waits for the turn of a start that has not had it, or until nobody wants it any more. */
export async function awaitPace({ recovery, world, course }: Omit<Job, 'step'>): Promise<void> {
  if (course.hasTurn) return;
  course.hasTurn = true;
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
