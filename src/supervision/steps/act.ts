// Which act does a step: its manner tells, or else its name.

import type { StepResult } from '../../core/recovery.ts';
import type { Job } from '../job.ts';
import { awaitPace } from '../start-pace.ts';
import { kill } from './kill.ts';
import { runCommand } from './run-command.ts';
import { signal } from './signal.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { wait } from './wait.ts';

const BY_NAME = new Map<string, (job: Job) => Promise<StepResult | undefined>>([
  ['kill', kill],
  ['start', startInTurn],
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

async function startInTurn(job: Job): Promise<StepResult | undefined> {
  const { course, world } = job;
  await awaitPace(job);
  // From the look at who has the guard until the spawn nothing is waited for: whoever stands still meanwhile may have lost it.
  await world.host.prepareStart();
  if (course.isCalledOff) return { outcome: 'interrupted', message: 'called off before its turn' };
  return world.mayAct() ? start(job) : undefined;
}
