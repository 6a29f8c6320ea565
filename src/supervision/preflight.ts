// Looks whether a service could be started again, before anything of it is ended: one that limps is better than none.

import { remainingSteps } from '../core/resume.ts';
import { type TreeRoots, treeOf } from '../core/tree.ts';
import type { Job } from './job.ts';
import { seeProcesses } from './see-processes.ts';
import { startFaultOf } from './start-fault.ts';

/** Why it should not be ended; undefined where it may be, or nothing of it lives, or nobody wants to start it again. */
export function preflight({ service, recovery, world }: Job, roots: TreeRoots): string | undefined {
  if (!remainingSteps(recovery).some(({ action }) => action === 'start')) return undefined;
  const seen = seeProcesses(world.host);
  // Whoever cannot look will not end anything either.
  if (seen.kind === 'unknown') return undefined;
  const ended = treeOf(roots, seen.table).map(({ pid }) => pid);
  if (ended.length === 0) return undefined;
  const fault = startFaultOf({ service, recovery, world }, ended);
  return fault === undefined ? undefined : `not ended, for it could not be started again: ${fault}`;
}
