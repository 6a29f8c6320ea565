// Performs one recovery: its steps in order, each begun and ended in the record. Knows no policy; what is in the plan is done.

import {
  AS_MEANT,
  mayGoOn,
  type RecoveryOutcome,
  type RecoveryRecord,
  type StepRecord,
  type StepResult,
  tellResult,
} from '../core/recovery.ts';
import { remainingSteps } from '../core/resume.ts';
import { longestMs } from '../core/step-patience.ts';
import { tellAction } from '../core/tell-step.ts';
import { closeUnfinished } from './close-unfinished.ts';
import { endInterrupted } from './end-interrupted.ts';
import { awaitGroupTurn } from './group-turn.ts';
import type { Job } from './job.ts';
import type { Course, Ending } from './performance.ts';
import { findReprieve, giveBackAttempt } from './reprieve.ts';
import { awaitPaceAlive } from './start-pace.ts';
import { act } from './steps/act.ts';
import type { World } from './world.ts';

/** Performs what is left of a recovery, and records how it ended. */
export async function recover(recovery: RecoveryRecord, world: World, course: Course): Promise<Ending> {
  const problem = await endInterrupted(world, recovery.key);
  if (problem !== undefined) return end(recovery, world, { outcome: 'failed', message: problem });
  const service = world.config.services.find((one) => one.key === recovery.key);
  if (service === undefined)
    return end(recovery, world, { outcome: 'closed', message: 'it is no longer configured' });
  return performAll({ service, recovery, world, course });
}

async function performAll(job: Omit<Job, 'step'>): Promise<Ending> {
  const { recovery, world, course } = job;
  const told: Told[] = [];
  for (const step of remainingSteps(recovery)) {
    const missed = await awaitTurn({ ...job, step });
    if (missed !== undefined) return missed;
    const result = world.mayAct() ? await perform({ ...job, step }) : undefined;
    if (result === undefined) return leave(recovery);
    told.push({ step, words: tellResult(result) });
    if (!course.isCalledOff && !mayGoOn(step, result.outcome))
      return end(recovery, world, { outcome: 'failed', message: inWords(recovery, told) });
  }
  if (course.isCalledOff) return callOff(recovery, world);
  return end(recovery, world, { outcome: outcomeOf(recovery), message: inWords(recovery, told) });
}

interface Told {
  readonly step: StepRecord;
  readonly words: string;
}

/** The last step tells how it ended; but of a kill that found nothing only the stop before it knows why. */
function inWords({ purpose }: RecoveryRecord, told: readonly Told[]): string {
  if (purpose !== 'stop' || told.length < 2) return told.at(-1)?.words ?? '';
  return told.map(({ step, words }) => `${tellAction(step.action, step.manner)}: ${words}`).join('; ');
}

/** Waits until the step may be taken; how the recovery ended, where that never comes. */
async function awaitTurn(job: Job): Promise<Ending | undefined> {
  const { recovery, world, course } = job;
  const problem = await awaitGroupTurn(job);
  if (course.isCalledOff) return callOff(recovery, world);
  if (problem !== undefined) return end(recovery, world, { outcome: 'failed', message: problem });
  await awaitPaceAlive(job);
  if (course.isCalledOff) return callOff(recovery, world);
  const reprieve = world.mayAct() ? await findReprieve(job) : undefined;
  if (course.isCalledOff) return callOff(recovery, world);
  return reprieve === undefined ? undefined : spare(job, reprieve);
}

function spare(job: Job, message: string): Ending {
  const { recovery, world } = job;
  world.log({ level: 'INFO', key: recovery.key, message: `recovery closed: ${message}` });
  const ending = end(recovery, world, { outcome: 'closed', message });
  giveBackAttempt(job);
  return ending;
}

/** We were told to stop. */
function leave(recovery: RecoveryRecord): Ending {
  return { recovery, outcome: undefined, message: 'interrupted; the next invocation goes on' };
}

/** What an interrupted start of it has left alive must stay in sight of whoever called it off. */
function callOff(recovery: RecoveryRecord, world: World): Ending {
  const problem = closeUnfinished(world, recovery.key);
  return problem === undefined
    ? { recovery, outcome: 'closed', message: 'called off' }
    : { recovery, outcome: undefined, message: problem };
}

async function perform(job: Job): Promise<StepResult | undefined> {
  const { recovery, service, step, world } = job;
  world.dueWithin(longestMs(step, service));
  const result = await act(job);
  if (result === undefined) return undefined;
  world.store.endStep({ recoveryId: recovery.id, ordinal: step.ordinal }, result, world.host.now().wallMs);
  world.log({
    level: AS_MEANT.has(result.outcome) ? 'INFO' : 'WARNING',
    key: recovery.key,
    message: `${tellAction(step.action, step.manner)}: ${tellResult(result)}`,
    isAnswer: isAnswer(recovery, step, result) || undefined,
  });
  return result;
}

/** Whether it ends what somebody has asked for, who hears of it by the answer. */
function isAnswer({ requestId }: RecoveryRecord, step: StepRecord, { outcome }: StepResult): boolean {
  return requestId !== undefined && !mayGoOn(step, outcome);
}

/** All steps were done, or were done before a crash. */
function outcomeOf(recovery: RecoveryRecord): RecoveryOutcome {
  const failed = recovery.stepRecords.some(
    (step) => step.result !== undefined && !mayGoOn(step, step.result.outcome),
  );
  if (failed) return 'failed';
  const isAmong = (action: string) => recovery.stepRecords.some((step) => step.action === action);
  return isAmong('start') ? 'started' : isAmong('kill') ? 'stopped' : 'done';
}

function end(
  recovery: RecoveryRecord,
  world: World,
  { outcome, message }: { outcome: RecoveryOutcome; message: string },
): Ending {
  world.store.endRecovery(recovery.id, outcome, world.host.now().wallMs);
  return { recovery, outcome, message };
}
