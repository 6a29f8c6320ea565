// Whether somebody has started a service by hand while it was being recovered: scripts take long, and so does waiting for a
// turn. Then it is adopted; where that cannot be told, nothing is started beside it either.

import { isWrittenSince } from '../../core/age.ts';
import { isSameProcess } from '../../core/process.ts';
import type { StepResult } from '../../core/recovery.ts';
import type { Job } from '../job.ts';
import { remember, stateOf } from '../remember.ts';
import { assess } from '../supervise.ts';

/** Takes over, or keeps clear of, whoever beats for the service by now; undefined when it may be started. */
export function adoptOther({ service, recovery, world, course }: Job): StepResult | undefined {
  const { host, memory } = world;
  const at = host.now();
  const before = stateOf(world, service.key);
  const { judged } = assess(service, before, { host, at, rebasedAt: memory.brakes.rebasedAt });
  const { verdict, instance, beatAtMs, detail, pid } = judged;
  const isNew = beatAtMs === undefined ? false : isWrittenSince(beatAtMs, course.beganAt, at);
  // An older beat was of whom we have just ended or found dead, and whoever has that pid by now is a stranger.
  if (isNew === false) return undefined;
  const isOther = instance !== undefined && !isSameProcess(instance.leader, before.instance?.leader);
  if (verdict === 'unknown' || (isOther && isNew === 'untold'))
    return { outcome: 'failed', message: `not started, for pid ${pid} may be it: ${detail}` };
  if (!isOther) return undefined;
  remember(world, service.key, { instance: { ...instance, recoveryId: recovery.id } });
  return { outcome: 'adopted', message: `pid ${pid} runs already` };
}
