// A judgement of which only the verdict is on record. Which process it was is not: one that stands for it has an age, and no more.

import type { Instance } from '../instance.ts';
import type { Judgement } from '../judgement.ts';
import type { Moment } from '../moment.ts';
import type { Verdict } from '../verdict.ts';

/** The judgement with that verdict at `now`; `instance` is who is known by then. */
export function judgedAs(verdict: Verdict, instance: Instance | undefined, now: Moment): Judgement {
  return {
    verdict,
    detail: '',
    proven: verdict === 'stale_pid',
    isNews: true,
    isCleanEnd: false,
    pid: undefined,
    ageMs: undefined,
    beatAtMs: undefined,
    instance: instance ?? (verdict === 'healthy' ? recordedInstance(now, 'adopted') : undefined),
    concern: undefined,
  };
}

/** An instance that began then. */
export function recordedInstance(since: Moment, origin: Instance['origin']): Instance {
  return {
    bootId: since.bootId,
    pidNamespace: 0,
    leader: { pid: 0, startTicks: 0 },
    beating: undefined,
    uid: 0,
    pgid: 0,
    sid: 0,
    session: undefined,
    cookie: undefined,
    since,
    origin,
    confirmed: true,
    recoveryId: undefined,
    sighting: undefined,
  };
}
