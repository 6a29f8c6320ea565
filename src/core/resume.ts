// How to go on with a recovery whose invocation died in the middle of it.

import type { Instance } from './instance.ts';
import type { Judgement } from './judgement.ts';
import { isSameProcess } from './process.ts';
import { mayGoOn, type RecoveryRecord, type StepRecord } from './recovery.ts';

/**
 * Whether the service is well without the rest of an unfinished recovery: a copy other than the one to be replaced is
 * healthy, or it was not replaced yet and the trouble has passed. What an operator asked for is always gone through with.
 */
export function isGoodCopyElsewhere(
  recovery: RecoveryRecord,
  replaced: Instance | undefined,
  judged: Judgement,
): boolean {
  if (judged.verdict !== 'healthy') return false;
  if (isUntouched(recovery)) return isForItsTrouble(recovery);
  return !isSameProcess(judged.instance?.leader, replaced?.leader);
}

/** Whether nothing was begun of it by which one instance takes the place of another. */
export function isUntouched({ stepRecords }: Pick<RecoveryRecord, 'stepRecords'>): boolean {
  return !stepRecords.some((step) => isBegun(step) && REPLACING.has(step.action));
}

/** Steps by which one instance takes the place of another. */
const REPLACING: ReadonlySet<string> = new Set(['stop', 'kill', 'start']);

/** Whether a step is the first to do a service harm, of a recovery for what was wrong with it. */
export function isFirstHarm(recovery: RecoveryRecord, step: StepRecord): boolean {
  const isHarm = step.action !== 'start' && step.manner?.kind !== 'wait';
  const isEnding = recovery.stepRecords.some(
    (other) => (other.action === 'stop' || other.action === 'kill') && isBefore(other, step),
  );
  return isHarm && !isEnding && isForItsTrouble(recovery);
}

/** Whether nothing but a wait was begun of a recovery that has come to that step. */
export function isSpared({ stepRecords }: RecoveryRecord, step: StepRecord): boolean {
  return stepRecords.every((other) => !isBefore(other, step) || other.manner?.kind === 'wait');
}

/** A step that was begun may have done its harm. */
function isBefore(other: StepRecord, step: StepRecord): boolean {
  return other.ordinal < step.ordinal || isBegun(other);
}

function isBegun({ begunAtMs }: StepRecord): boolean {
  return begunAtMs !== undefined;
}

/** What is restarted for another service was well before; and what an operator asked for needs no trouble. */
function isForItsTrouble({ purpose, reason }: RecoveryRecord): boolean {
  return purpose === 'recover' && reason !== 'group_restart' && reason !== 'dependency_recovered';
}

/** Whether a person's command may have been run in part: it was asked for once, and nobody but who asked knows whether twice is harmless. */
export function isBrokenOff({ purpose, stepRecords }: RecoveryRecord): boolean {
  return purpose === 'act' && stepRecords.some((step) => isBegun(step) && step.result === undefined);
}

/** The steps that are still to be done, in order; one that was interrupted is done again. */
export function remainingSteps(recovery: RecoveryRecord): readonly StepRecord[] {
  const isStopped = recovery.stepRecords.some(
    (step) => step.result !== undefined && !mayGoOn(step, step.result.outcome),
  );
  return isStopped ? [] : recovery.stepRecords.filter((step) => step.result === undefined);
}
