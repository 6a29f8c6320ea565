// Whether somebody has started a service by hand while it was being recovered: scripts take long, and so does waiting for a
// turn. Then it is adopted; where that cannot be told, nothing is started beside it either.

import { isWrittenSince } from '../../core/age.ts';
import { isSameProcess, type ProcessFacts } from '../../core/process.ts';
import type { StepResult } from '../../core/recovery.ts';
import type { Search } from '../../core/searched.ts';
import { adoptFound } from '../../core/take-in.ts';
import { assessNow, searchNow } from '../assess-now.ts';
import type { Job } from '../job.ts';
import { remember } from '../remember.ts';

/** Takes over, or keeps clear of, whoever beats for the service by now; undefined when it may be started. */
export function adoptOther(job: Job): StepResult | undefined {
  const found = findOther(job);
  if (found?.kind === 'untold') return { outcome: 'failed', message: `not started: ${found.why}` };
  return found?.kind === 'found' ? adoptTheFound(job, found.process) : adoptTheBeating(job);
}

/** Who is the service by now, as its config says that its process is found. */
export function findOther({ service, world }: Pick<Job, 'service' | 'world'>): Search | undefined {
  return searchNow(service, world);
}

function adoptTheFound({ service, recovery, world }: Job, process: ProcessFacts): StepResult {
  const { host } = world;
  const instance = adoptFound(process, { at: host.now(), pidNamespace: host.pidNamespace });
  remember(world, service.key, { instance: { ...instance, recoveryId: recovery.id } });
  return runsAlready(process.pid);
}

function runsAlready(pid: number | undefined): StepResult {
  return { outcome: 'adopted', message: `pid ${pid} runs already` };
}

function adoptTheBeating({ service, recovery, world, course }: Job): StepResult | undefined {
  const at = world.host.now();
  const { before, judged } = assessNow(service, world);
  const { verdict, instance, beatAtMs, detail, pid } = judged;
  const isNew = beatAtMs === undefined ? false : isWrittenSince(beatAtMs, course.beganAt, at);
  // An older beat was of whom we have just ended or found dead, and whoever has that pid by now is a stranger.
  if (isNew === false) return undefined;
  const isOther = instance !== undefined && !isSameProcess(instance.leader, before.instance?.leader);
  if (verdict === 'unknown' || (isOther && isNew === 'untold'))
    return { outcome: 'failed', message: `not started, for pid ${pid} may be it: ${detail}` };
  if (!isOther) return undefined;
  remember(world, service.key, { instance: { ...instance, recoveryId: recovery.id } });
  return runsAlready(pid);
}
