// Whether a process that somebody else started may be taken for the service, on the word of a heartbeat,
// and the record made of it. A heartbeat alone does not name a target.

import type { Heartbeat } from './heartbeat.ts';
import type { Instance } from './instance.ts';
import type { Observation } from './observation.ts';
import type { ProcessFacts } from './process.ts';

/** A process' start is known to the tick and a beat to the clock that wrote it: allow for both. */
const SLACK_MS = 2000;

/** Why a process cannot be the one that wrote a heartbeat; `reused` when its pid has passed on; undefined when it can. */
export function foreignProcess(
  process: ProcessFacts,
  beat: Heartbeat,
  ownerUid: number,
): 'reused' | string | undefined {
  if (process.startedAtMs > beat.timestampMs + SLACK_MS) return 'reused';
  if (process.kernelThread) return `its heartbeat names pid ${process.pid}, a thread of the kernel`;
  if (process.marks === undefined) return `we may not see whose process pid ${process.pid} is`;
  const { uid } = process.marks;
  return uid === ownerUid
    ? undefined
    : `its heartbeat names pid ${process.pid} of user ${uid}, but the file belongs to user ${ownerUid}`;
}

/** The record of a process that runs as the service though we did not start it. */
export function adopt(process: ProcessFacts, seen: Observation): Instance {
  const id = { pid: process.pid, startTicks: process.startTicks };
  return {
    bootId: seen.at.bootId,
    pidNamespace: seen.pidNamespace,
    leader: id,
    beating: id,
    uid: process.marks?.uid ?? -1,
    pgid: process.pgid,
    sid: process.sid,
    cookie: process.marks?.instance,
    since: seen.at,
    origin: 'adopted',
    confirmed: true,
    recoveryId: undefined,
  };
}
