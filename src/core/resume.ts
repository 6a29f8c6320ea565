// How to go on with a recovery whose invocation died in the middle of it.

import type { Instance } from './instance.ts';
import type { Judgement } from './judgement.ts';
import { isSameProcess } from './process.ts';
import { mayGoOn, type RecoveryRecord, type StepRecord } from './recovery.ts';

/**
 * Whether the service is well without the rest of an unfinished recovery: a copy other than the one to be replaced is
 * healthy, or nothing was done yet and the trouble passed by itself. What an operator asked for is always gone through with.
 */
export function isGoodCopyElsewhere(
  recovery: RecoveryRecord,
  replaced: Instance | undefined,
  judged: Judgement,
): boolean {
  if (judged.verdict !== 'healthy') return false;
  const isUntouched = recovery.stepRecords.every((step) => step.begunAtMs === undefined);
  // What is restarted with its group was well before.
  if (isUntouched) return recovery.purpose === 'recover' && recovery.reason !== 'group_restart';
  return !isSameProcess(judged.instance?.leader, replaced?.leader);
}

/** The steps that are still to be done, in order; one that was interrupted is done again. */
export function remainingSteps(recovery: RecoveryRecord): readonly StepRecord[] {
  const isStopped = recovery.stepRecords.some(
    (step) => step.result !== undefined && !mayGoOn(step, step.result.outcome),
  );
  return isStopped ? [] : recovery.stepRecords.filter((step) => step.result === undefined);
}
