// The order of a group that is restarted: first all are stopped, the last to start first; then they start, each when those
// before it have started and what it depends on is up. The order is read from the record, so that no crash loses it.

import { setTimeout as sleep } from 'node:timers/promises';
import { startOrder } from '../core/order.ts';
import type { RecoveryRecord, StepRecord } from '../core/recovery.ts';
import { awaitUp } from './await-up.ts';
import type { Job } from './job.ts';

const LOOK_AGAIN_MS = 50;

/** Waits until it is the turn of a step in the restart of its group; why it is not to be taken, where that is so. */
export async function awaitGroupTurn(job: Job): Promise<string | undefined> {
  if (job.recovery.reason !== 'group_restart') return undefined;
  while (mayGoOn(job) && isBlocked(job)) await sleep(LOOK_AGAIN_MS);
  if (job.step.action !== 'start') return undefined;
  for (const dependency of job.service.dependsOn) {
    const problem = await awaitUp(dependency, job.world, () => !mayGoOn(job));
    if (problem !== undefined && mayGoOn(job)) return `not started, for ${problem}`;
  }
  return undefined;
}

function mayGoOn({ course, world }: Job): boolean {
  return !course.isCalledOff && world.mayAct();
}

/** Whether somebody else of the group comes first. */
function isBlocked({ service, recovery, step, world }: Job): boolean {
  const { config, store, memory } = world;
  const order = startOrder(config.services.filter(({ group }) => group === service.group)).map(
    ({ key }) => key,
  );
  const place = order.indexOf(service.key);
  const others = store
    .unfinishedRecoveries()
    .filter(({ key, reason }) => key !== service.key && reason === 'group_restart' && order.includes(key))
    .filter(({ key }) => memory.performances.has(key));
  return isStopping(recovery.stepRecords, step.ordinal)
    ? others.some((other) => order.indexOf(other.key) > place && !isStopped(other))
    : others.some((other) => order.indexOf(other.key) < place || !isStopped(other));
}

/** Whether its kill is still to come at that step. */
function isStopping(steps: readonly StepRecord[], ordinal: number): boolean {
  return steps.some((step) => step.action === 'kill' && step.ordinal >= ordinal);
}

function isStopped({ stepRecords }: RecoveryRecord): boolean {
  return stepRecords.every(({ action, result }) => action !== 'kill' || result !== undefined);
}
