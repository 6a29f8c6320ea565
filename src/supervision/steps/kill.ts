// The kill step: ends the whole tree of a service, and forgets its instance once nothing of it lives, unless that is how its
// death is known.

import { isKnownByRecord } from '../../core/instance.ts';
import type { StepResult } from '../../core/recovery.ts';
import { remainingSteps } from '../../core/resume.ts';
import { isWeaklyKnown, type TreeRoots, treeOf } from '../../core/tree.ts';
import type { TerminateOutcome, TerminateTiming } from '../../host/host.ts';
import { assessNow } from '../assess-now.ts';
import { keepBlackBox } from '../black-box.ts';
import type { Job } from '../job.ts';
import { preflight } from '../preflight.ts';
import { remember, rootsOf, stateOf } from '../remember.ts';

/** So many copies of one service nobody starts by hand; whoever is faster than this starts them for ever. */
const MOST_COPIES = 5;

/** Ends all that lives of a service; a survivor fails the step, so that no second copy is ever started. */
export async function kill(job: Job): Promise<StepResult> {
  const { recovery, step, world } = job;
  const roots = rootsOf(world, recovery);
  const key = { recoveryId: recovery.id, ordinal: step.ordinal };
  world.store.beginStep(key, undefined, world.host.now().wallMs);
  const fault = preflight(job, roots);
  if (fault !== undefined) return { outcome: 'failed', message: fault };
  await keepBlackBox(job, roots);
  const result = await end(job, roots);
  return recovery.purpose === 'stop' ? endCopies(job, result) : result;
}

/** Whoever switches a service off wants the copies to end too that somebody has started by hand. */
async function endCopies(job: Job, first: StepResult): Promise<StepResult> {
  let result = first;
  for (let copies = 0; result.outcome === 'succeeded'; copies += 1) {
    // Who beats, or is found, now that the recorded instance is dead.
    const copy = assessNow(job.service, job.world).judged.instance;
    if (copy === undefined) return result;
    if (copies === MOST_COPIES) {
      return { outcome: 'failed', message: `${result.message}; pid ${copy.leader.pid} has taken its place` };
    }
    const { outcome, message } = await end(job, { instance: copy, cookies: [], givers: [] });
    result = { outcome, message: `${result.message}; of another copy: ${message}` };
  }
  return result;
}

async function end(job: Job, roots: TreeRoots): Promise<StepResult> {
  const { service, world } = job;
  const weak = new Set<number>();
  const outcome = await world.host.terminate((table) => {
    const tree = treeOf(roots, table);
    for (const row of tree) if (isWeaklyKnown(row, roots)) weak.add(row.pid);
    return tree;
  }, timingOf(job));
  if (!isToStay(job)) {
    if (outcome.kind !== 'unkillable') remember(world, service.key, { instance: undefined });
  } else if (outcome.kind === 'ended') heed(job, roots);
  const result = describe(outcome, job);
  return weak.size === 0 ? result : { ...result, message: `${result.message}; ${tellWeak([...weak])}` };
}

/**
 * That nothing of it lives may be known by its record alone, and so may be that the number in a pidfile is not its own any more: then that stays
 * until a start has taken its place.
 */
function isToStay({ service, recovery }: Job): boolean {
  const isByRecord = isKnownByRecord(service) || service.foundBy?.kind === 'pidfile';
  return isByRecord && remainingSteps(recovery).some(({ action }) => action === 'start');
}

/** That we have ended it says nothing about how it fails. */
function heed({ service: { key }, world }: Job, { instance }: TreeRoots): void {
  remember(world, key, { restarts: { ...stateOf(world, key).restarts, heeded: instance?.cookie } });
}

/** A ladder of the step's own is meant as it was planned; the usual way is the one of today. */
function timingOf({ service, step: { manner } }: Job): TerminateTiming {
  const { killTimeoutSeconds, stopSignal } = service;
  const ladder = manner?.kind === 'kill' ? manner.ladder : [[stopSignal, killTimeoutSeconds] as const];
  return { killTimeoutSeconds, ladder };
}

/** On record, so that whoever misses a process can tell by what it was taken for one of the service. */
function tellWeak(pids: readonly number[]): string {
  return `weak identity: pid ${pids.join(', ')} had no cookie, and was known by session, group or parent`;
}

function describe(outcome: TerminateOutcome, { course }: Pick<Job, 'course'>): StepResult {
  switch (outcome.kind) {
    case 'nothing':
      return {
        outcome: 'succeeded',
        message: course.isEnded ? 'ended by its stop command' : 'nothing of it lived',
      };
    case 'ended': {
      const how = `with ${outcome.forced ? 'SIGKILL' : (outcome.by ?? 'SIGTERM')}`;
      const took = (outcome.durationMs / 1000).toFixed(1);
      return { outcome: 'succeeded', message: `ended ${outcome.count} process(es) ${how} in ${took} s` };
    }
    case 'unkillable': {
      const pids = outcome.survivors.map(({ pid }) => pid).join(', ');
      return {
        outcome: 'unkillable',
        message: `${pids === '' ? 'something of it' : `pid ${pids}`} still lives: ${outcome.why}; no second copy is started`,
      };
    }
  }
}
