// The kill step: ends the whole tree of a service, and forgets its instance once nothing of it lives.

import type { StepResult } from '../../core/recovery.ts';
import { treeOf } from '../../core/tree.ts';
import type { TerminateOutcome } from '../../host/host.ts';
import type { Job } from '../job.ts';
import { remember, rootsOf } from '../remember.ts';

/** Ends all that lives of a service; a survivor fails the step, so that no second copy is ever started. */
export async function kill({ service, recovery, step, world }: Job): Promise<StepResult> {
  const roots = rootsOf(world, recovery);
  world.store.beginStep(
    { recoveryId: recovery.id, ordinal: step.ordinal },
    undefined,
    world.host.now().wallMs,
  );
  const outcome = await world.host.terminate((table) => treeOf(roots, table), service);
  if (outcome.kind !== 'unkillable') remember(world, service.key, { instance: undefined });
  return describe(outcome);
}

function describe(outcome: TerminateOutcome): StepResult {
  switch (outcome.kind) {
    case 'nothing':
      return { outcome: 'succeeded', message: 'nothing of it lived' };
    case 'ended': {
      const how = outcome.forced ? 'with SIGKILL' : 'with SIGTERM';
      const took = (outcome.durationMs / 1000).toFixed(1);
      return { outcome: 'succeeded', message: `ended ${outcome.count} process(es) ${how} in ${took} s` };
    }
    case 'unkillable': {
      const pids = outcome.survivors.map(({ pid }) => pid).join(', ');
      return {
        outcome: 'unkillable',
        message: `pid ${pids} still lives: ${outcome.why}; no second copy is started`,
      };
    }
  }
}
