// The record made of a process that runs as the service though we did not start it.

import { giverOf } from './cookie.ts';
import type { Instance } from './instance.ts';
import type { Moment } from './moment.ts';
import type { Observation } from './observation.ts';
import type { ProcessFacts } from './process.ts';

/** The record of a process that runs as the service though we did not start it. */
export function adopt(process: ProcessFacts, seen: Pick<Observation, 'at' | 'pidNamespace'>): Instance {
  const id = { pid: process.pid, startTicks: process.startTicks };
  return {
    bootId: seen.at.bootId,
    pidNamespace: seen.pidNamespace,
    leader: id,
    beating: id,
    uid: process.marks === undefined ? -1 : giverOf(process.marks),
    pgid: process.pgid,
    sid: process.sid,
    session: process.marks?.session,
    cookie: process.marks?.instance,
    since: earlier(seen.at, seen.at.wallMs - process.startedAtMs),
    origin: 'adopted',
    confirmed: true,
    recoveryId: undefined,
    sighting: undefined,
  };
}

function earlier(at: Moment, ms: number): Moment {
  return { ...at, wallMs: at.wallMs - ms, bootMs: at.bootMs - ms, monotonicMs: at.monotonicMs - ms };
}
