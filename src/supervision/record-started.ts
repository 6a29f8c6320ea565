// Puts on record the instance that we have just started.

import { type CheckMemories, forgetLooks, PASSING } from '../core/checks/check-memory.ts';
import { giverOf } from '../core/cookie.ts';
import type { Instance } from '../core/instance.ts';
import { type ProcessFacts, sessionOf } from '../core/process.ts';
import { markAtStart } from '../probes/at-start.ts';
import { remember, stateOf } from './remember.ts';
import type { World } from './world.ts';

/** What a start is known by. */
export interface Started {
  readonly key: string;
  readonly cookie: string;
  readonly recoveryId: number;
  /** As whom it was started, where that is known; else its leader tells. */
  readonly uid?: number | undefined;
}

type Recorder = Pick<World, 'config' | 'host' | 'memory' | 'store'>;

/** Commits the identity of what was started, yet to be confirmed by a beat. */
export function recordStarted(world: Recorder, leader: ProcessFacts, started: Started): void {
  const { host } = world;
  const since = host.now();
  const instance: Instance = {
    bootId: since.bootId,
    pidNamespace: host.pidNamespace,
    leader: { pid: leader.pid, startTicks: leader.startTicks },
    beating: undefined,
    uid: started.uid ?? (leader.marks === undefined ? host.uid : giverOf(leader.marks)),
    pgid: leader.pgid,
    sid: leader.sid,
    session: sessionOf(leader),
    cookie: started.cookie,
    since,
    origin: 'started',
    confirmed: false,
    recoveryId: started.recoveryId,
    sighting: undefined,
  };
  remember(world, started.key, { instance, checks: checksAtStart(world, started.key) });
}

/** What its checks saw of the one before says nothing of this one. */
function checksAtStart({ config, ...world }: Recorder, key: string): CheckMemories {
  const before = stateOf(world, key).checks;
  const checks = config.services.find((service) => service.key === key)?.checks ?? [];
  const marked = checks.map((check) => {
    const memory = before[check.name] ?? PASSING;
    return [check.name, { ...memory, mark: markAtStart(check, memory.mark) }] as const;
  });
  return forgetLooks({ ...before, ...Object.fromEntries(marked) });
}
