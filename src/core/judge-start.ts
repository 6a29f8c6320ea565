// What it means that a start lives of a service whose process is named elsewhere: by a manager, a pidfile, or its command line.
// What we have started may only be the client of who starts it.

import { awakeMs } from './age.ts';
import { isInGrace } from './grace.ts';
import type { Instance } from './instance.ts';
import { confirm } from './judge-beat.ts';
import { type Case, conclude, type Judgement, revise, seconds } from './judgement.ts';
import { isMember } from './member.ts';

import { isSameProcess, type ProcessFacts } from './process.ts';
import type { Search } from './searched.ts';
import { adoptFound } from './take-in.ts';

/** Judges a living start by what its service's process is said to be. */
export function judgeStart(matter: Case, searched: Search): Judgement {
  if (searched.kind === 'found')
    return conclude(confirm(named(matter, searched.process)), { verdict: 'healthy', detail: '' });
  const detail = `${tellStart(matter)}; ${searched.why}`;
  if (isInGrace(matter)) return conclude(matter, { verdict: 'starting', detail });
  return searched.kind === 'untold'
    ? conclude(matter, { verdict: 'unknown', detail, concern: detail })
    : conclude(matter, { verdict: 'stale_pid', detail });
}

/** The start itself, or a process of it, is confirmed; who is neither is its service's own from now on. */
function named(matter: Case, process: ProcessFacts): Case {
  const { seen } = matter;
  const instance = matter.instance as Instance;
  const recorded = { kind: 'alive', process } as const;
  if (isSameProcess(process, instance.leader)) return revise(matter, { instance, recorded });
  const living = seen.recorded?.kind === 'alive' ? [seen.recorded.process] : [];
  if (!isMember(process, instance, { users: [], living }))
    return revise(matter, { instance: adoptFound(process, seen), recorded });
  const beating = { pid: process.pid, startTicks: process.startTicks };
  return revise(matter, { instance: { ...instance, beating }, recorded });
}

function tellStart({ instance, seen, rebasedAt }: Case): string {
  const { leader, since } = instance as Instance;
  return `pid ${leader.pid} was started ${seconds(awakeMs(since, seen.at, rebasedAt))} ago`;
}
