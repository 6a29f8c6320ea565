// A step of the operator's own: a cleanup script, under a deadline, with its output kept. Its failure only warns.

import type { StepResult } from '../../core/recovery.ts';
import type { ScriptOutcome } from '../../host/host.ts';
import type { Job } from '../job.ts';
import { runSpec } from './run-spec.ts';

/** Runs one of the service's commands to its end or to its deadline. */
export async function runCommand(job: Job): Promise<StepResult> {
  const { service, recovery, step, world, course } = job;
  const { host, store } = world;
  // Planned under an earlier config.
  if (service.commands[step.action] === undefined)
    return { outcome: 'skipped', message: 'skipped: it is no longer configured' };
  const mark = host.newCookie();
  store.beginStep({ recoveryId: recovery.id, ordinal: step.ordinal }, mark, host.now().wallMs);
  course.mark = mark;
  const spec = runSpec(job, { WATCHDOG_STEP: mark }, `${service.key}+${step.action}`);
  const timeoutSeconds = timeoutOf(job);
  const outcome = await host.runScript(spec, timeoutSeconds);
  course.mark = undefined;
  return describe(outcome, timeoutSeconds);
}

/** Seconds that a command may take. */
export function timeoutOf({ service, step: { manner } }: Job): number {
  return (manner?.kind === 'run' ? manner.timeoutSeconds : undefined) ?? service.cleanupTimeoutSeconds;
}

function describe(outcome: ScriptOutcome, timeoutSeconds: number): StepResult {
  switch (outcome.kind) {
    case 'not_started':
      return { outcome: 'failed', message: outcome.why };
    case 'timed_out': {
      const { outputTail, survivors } = outcome;
      const late = `not done after ${timeoutSeconds} s`;
      return survivors === undefined
        ? { outcome: 'timed_out', message: `${late}, and ended`, outputTail }
        : { outcome: 'unkillable', message: `${late}, and cannot be ended: ${survivors}`, outputTail };
    }
    case 'exited':
      return {
        ...outcome,
        outcome: outcome.exitCode === 0 ? 'succeeded' : 'failed',
        message: howItExited(outcome),
      };
  }
}

/** An exit in words. */
export function howItExited({
  exitCode,
  signal,
}: {
  exitCode: number | undefined;
  signal: string | undefined;
}): string {
  return signal === undefined ? `exited with code ${exitCode}` : `ended by ${signal}`;
}
