// Asks a service that hangs what it is doing, by a command of the operator's, before it is ended: in its own short time, and
// whatever comes of it.

import type { ScriptOutcome } from '../host/host.ts';
import type { Job } from './job.ts';
import { howItExited } from './steps/run-command.ts';
import { runSpec } from './steps/run-spec.ts';

const DIAGNOSE_SECONDS = 2;
const KILL_TIMEOUT_SECONDS = 0.2;

/** What came of it. */
export interface Diagnosis {
  readonly message: string;
  readonly outputPath: string;
}

/** Runs the diagnose command of a service, where it has one; `targetPid` is told to it. */
export async function diagnose(job: Job, targetPid: number | undefined): Promise<Diagnosis | undefined> {
  const { service, recovery, step, world, course } = job;
  const { host, store } = world;
  if (service.commands.diagnose === undefined) return undefined;
  const mark = host.newCookie();
  // On record with the step at hand, so that the next invocation ends what is left of it when we die.
  store.beginStep({ recoveryId: recovery.id, ordinal: step.ordinal }, mark, host.now().wallMs);
  course.mark = mark;
  const asked = { ...step, action: 'diagnose' };
  const spec = runSpec(
    { service, recovery, step: asked, world },
    { WATCHDOG_STEP: mark },
    `${service.key}+diagnose`,
  );
  const env = { ...spec.env, WATCHDOG_TARGET_PID: String(targetPid ?? '') };
  const outcome = await host.runScript(
    { ...spec, env, killTimeoutSeconds: KILL_TIMEOUT_SECONDS },
    DIAGNOSE_SECONDS,
  );
  course.mark = undefined;
  return { message: tell(outcome), outputPath: spec.outputPath };
}

function tell(outcome: ScriptOutcome): string {
  switch (outcome.kind) {
    case 'not_started':
      return outcome.why;
    case 'timed_out':
      return `not done after ${DIAGNOSE_SECONDS} s, and ended`;
    case 'exited':
      return howItExited(outcome);
  }
}
