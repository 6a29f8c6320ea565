// What an observation means in which no beat can be read: there is no file, none is written, or it may not be looked at.
// Knows nothing of what a beat says.

import { isProvenDead, withoutBeat } from './grace.ts';
import { confirm } from './judge-beat.ts';
import { type Case, conclude, type Judgement, revise } from './judgement.ts';
import { isSameProcess } from './process.ts';

/** A writer that stops takes its file away; what crashes leaves it. */
export function judgeMissing(matter: Case): Judgement {
  const { instance, outlived, limits } = matter;
  const judged = withoutBeat(matter, 'no_heartbeat', `there is no heartbeat file ${limits.heartbeatPath}`);
  return { ...judged, isCleanEnd: judged.proven && !outlived && instance?.confirmed === true };
}

/** Without a heartbeat it is well while its process lives, or nobody knows of one: what else must be well, its checks say. */
export function judgeProcess(matter: Case): Judgement {
  if (matter.elsewhere)
    return conclude(matter, {
      verdict: 'unknown',
      detail: 'its process is on record in another pid namespace',
    });
  const { recorded } = matter.seen;
  if (recorded?.kind === 'unknown') return conclude(matter, { verdict: 'unknown', detail: recorded.why });
  if (!isProvenDead(matter)) return conclude(confirm(byItsHeir(matter)), { verdict: 'healthy', detail: '' });
  return conclude(matter, { verdict: 'stale_pid', detail: deathOf(matter), proven: true });
}

/** A start that daemonises late leaves the service to a process that it has begun: by that it lives from now on. */
function byItsHeir(matter: Case): Case {
  const { instance, seen } = matter;
  if (instance === undefined || instance.confirmed || seen.recorded?.kind !== 'alive') return matter;
  const { pid, startTicks } = seen.recorded.process;
  if (isSameProcess({ pid, startTicks }, instance.leader)) return matter;
  return revise(matter, { instance: { ...instance, beating: { pid, startTicks } }, recorded: seen.recorded });
}

function deathOf({ instance, outlived, seen }: Case): string {
  const death = outlived ? 'it ended with the last boot' : instance && `pid ${instance.leader.pid} is dead`;
  const search = seen.searched?.kind === 'none' ? seen.searched.why : undefined;
  return [death, search].filter((part) => part !== undefined).join('; ');
}

/** A file that we cannot look at, or must not trust, tells nothing; that the process on record is dead needs no file. */
export function judgeUnseen(matter: Case, problem: string): Judgement {
  if (matter.seen.recorded?.kind !== 'dead') return conclude(matter, { verdict: 'unknown', detail: problem });
  return { ...withoutBeat(matter, 'no_heartbeat', problem), concern: problem };
}
