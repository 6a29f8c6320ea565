// The stop step: the operator's own command asks a service to end, and it is given the rest of the deadline to do so. What
// lives on after it is for the kill that follows.

import { setTimeout as sleep } from 'node:timers/promises';
import { elapsedMs } from '../../core/moment.ts';
import type { StepResult } from '../../core/recovery.ts';
import { remainingSteps } from '../../core/resume.ts';
import { treeOf } from '../../core/tree.ts';
import { keepBlackBox } from '../black-box.ts';
import type { Job } from '../job.ts';
import { preflight } from '../preflight.ts';
import { rootsOf } from '../remember.ts';
import { seeProcesses } from '../see-processes.ts';
import { findOther } from './adopt-other.ts';
import { runCommand, timeoutOf } from './run-command.ts';

const LOOK_AGAIN_MS = 200;

/** Runs the stop command, and waits until the service has ended, or for as long as it may take. */
export async function stop(job: Job): Promise<StepResult> {
  const { recovery, world } = job;
  const began = world.host.now();
  if (countOf(job) === 0 && !mayRunUnseen(job))
    return { outcome: 'skipped', message: 'skipped: nothing of it lives' };
  const roots = rootsOf(world, recovery);
  const fault = preflight(job, roots);
  if (fault !== undefined) return refuse(job, fault);
  await keepBlackBox(job, roots);
  const asked = await runCommand(job);
  if (asked.outcome !== 'succeeded') return asked;
  for (;;) {
    const left = countOf(job);
    if (left === 0) {
      job.course.isEnded = true;
      return { ...asked, message: 'it has ended' };
    }
    const isOver = elapsedMs(began, world.host.now()) >= timeoutOf(job) * 1000;
    if (isOver || isLeaving(job)) return { ...asked, message: `${asked.message}; ${tell(left)}` };
    await sleep(LOOK_AGAIN_MS);
  }
}

/** Whoever kills next asks the same, and tells it. */
function refuse({ recovery }: Job, fault: string): StepResult {
  const isToldAgain = remainingSteps(recovery).some(({ action }) => action === 'kill');
  return isToldAgain
    ? { outcome: 'skipped', message: 'skipped: it could not be started again' }
    : { outcome: 'failed', message: fault };
}

/**
 * Whether its manager may still run it, or be about to, though nothing of it is seen: he starts it by himself until he is told to
 * stop. What we recover of our own accord he has just called dead.
 */
function mayRunUnseen({ service, recovery, world }: Job): boolean {
  if (service.manager === undefined || recovery.purpose === 'recover') return false;
  return findOther({ service, world })?.kind !== 'none';
}

function isLeaving({ course, world }: Job): boolean {
  return course.isCalledOff || !world.mayAct();
}

/** How many processes live of it; absent where they cannot be seen. */
function countOf({ recovery, world }: Job): number | undefined {
  const seen = seeProcesses(world.host);
  return seen.kind === 'unknown' ? undefined : treeOf(rootsOf(world, recovery), seen.table).length;
}

function tell(count: number | undefined): string {
  return count === undefined ? 'whether it has ended cannot be seen' : `${count} process(es) live on`;
}
