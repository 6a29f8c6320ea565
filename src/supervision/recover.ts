// Performs one recovery: its steps in order, each begun and ended in the record. Knows no policy; what is in the plan is done.

import {
  mayGoOn,
  type RecoveryOutcome,
  type RecoveryRecord,
  type StepOutcome,
  type StepRecord,
  type StepResult,
  tellResult,
} from '../core/recovery.ts';
import { remainingSteps } from '../core/resume.ts';
import { closeUnfinished } from './close-unfinished.ts';
import { endInterrupted } from './end-interrupted.ts';
import type { Job } from './job.ts';
import type { Course, Ending } from './performance.ts';
import { kill } from './steps/kill.ts';
import { runCommand } from './steps/run-command.ts';
import { start } from './steps/start.ts';
import type { World } from './world.ts';

/** Performs what is left of a recovery, and records how it ended. */
export async function recover(recovery: RecoveryRecord, world: World, course: Course): Promise<Ending> {
  const problem = await endInterrupted(world, recovery.key);
  if (problem !== undefined) return end(recovery, world, { outcome: 'failed', message: problem });
  const service = world.config.services.find((one) => one.key === recovery.key);
  if (service === undefined)
    return end(recovery, world, { outcome: 'closed', message: 'it is no longer configured' });
  let message = '';
  for (const step of remainingSteps(recovery)) {
    if (course.isCalledOff) return callOff(recovery, world);
    if (!world.mayAct())
      return { recovery, outcome: undefined, message: 'interrupted; the next invocation goes on' };
    const result = await perform({ service, recovery, step, world, course });
    message = tellResult(result);
    if (!course.isCalledOff && !mayGoOn(step.action, result.outcome))
      return end(recovery, world, { outcome: 'failed', message });
  }
  if (course.isCalledOff) return callOff(recovery, world);
  return end(recovery, world, { outcome: outcomeOf(recovery), message });
}

/** What an interrupted start of it has left alive must stay in sight of whoever called it off. */
function callOff(recovery: RecoveryRecord, world: World): Ending {
  const problem = closeUnfinished(world, recovery.key);
  return problem === undefined
    ? { recovery, outcome: 'closed', message: 'called off' }
    : { recovery, outcome: undefined, message: problem };
}

async function perform(job: Job): Promise<StepResult> {
  const { recovery, service, step, world } = job;
  world.dueWithin(
    (service.killTimeoutSeconds + service.cleanupTimeoutSeconds + service.verifyDelaySeconds) * 1000,
  );
  const act = step.action === 'kill' ? kill : step.action === 'start' ? start : runCommand;
  const result = await act(job);
  world.store.endStep({ recoveryId: recovery.id, ordinal: step.ordinal }, result, world.host.now().wallMs);
  world.log({
    level: AS_MEANT.has(result.outcome) ? 'INFO' : 'WARNING',
    key: recovery.key,
    message: `${step.action}: ${tellResult(result)}`,
    isAnswer: isAnswer(recovery, step, result) || undefined,
  });
  return result;
}

/** Whether it ends what somebody has asked for, who hears of it by the answer. */
function isAnswer({ requestId }: RecoveryRecord, { action }: StepRecord, { outcome }: StepResult): boolean {
  return requestId !== undefined && !mayGoOn(action, outcome);
}

const AS_MEANT: ReadonlySet<StepOutcome> = new Set(['succeeded', 'adopted', 'skipped']);
/** All steps were done, or were done before a crash. */
function outcomeOf(recovery: RecoveryRecord): RecoveryOutcome {
  const failed = recovery.stepRecords.some(
    ({ action, result }) => result !== undefined && !mayGoOn(action, result.outcome),
  );
  if (failed) return 'failed';
  return recovery.steps.includes('start') ? 'started' : 'stopped';
}

function end(
  recovery: RecoveryRecord,
  world: World,
  { outcome, message }: { outcome: RecoveryOutcome; message: string },
): Ending {
  world.store.endRecovery(recovery.id, outcome, world.host.now().wallMs);
  return { recovery, outcome, message };
}
