// Which act does a step: its manner tells, or else its name.

import type { StepResult } from '../../core/recovery.ts';
import type { Job } from '../job.ts';
import { kill } from './kill.ts';
import { runCommand } from './run-command.ts';
import { signal } from './signal.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { wait } from './wait.ts';

const BY_NAME = new Map<string, (job: Job) => Promise<StepResult>>([
  ['kill', kill],
  ['start', start],
  ['stop', stop],
]);

/** Does a step; nothing comes of one that was cut short because we were told to stop. */
export async function act(job: Job): Promise<StepResult | undefined> {
  const { action, manner } = job.step;
  switch (manner?.kind) {
    case 'wait':
      return wait(job, manner);
    case 'signal':
      return signal(job, manner);
    default:
      return (BY_NAME.get(action) ?? runCommand)(job);
  }
}
