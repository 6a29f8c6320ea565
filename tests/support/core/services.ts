// A made-up service called web: what is configured, recorded, seen and judged of it.

import type { RestartPolicy, Service } from '../../../src/config/config.ts';
import type { Situation } from '../../../src/core/decision.ts';
import type { Heartbeat, HeartbeatReading } from '../../../src/core/heartbeat.ts';
import type { Instance } from '../../../src/core/instance.ts';
import type { Case, Judgement } from '../../../src/core/judgement.ts';
import type { RecoveryRecord, StepRecord } from '../../../src/core/recovery.ts';
import { type ServiceState, UNSEEN } from '../../../src/core/service-state.ts';
import { at } from './moments.ts';
import { aProcess, COOKIE, GONE } from './processes.ts';

/** The usual policy of restarts. */
export const RESTART_POLICY: RestartPolicy = {
  maxRestarts: 5,
  windowSeconds: 600,
  backoffSeconds: 10,
  backoffMultiplier: 2,
  maxBackoffSeconds: 300,
  stableSeconds: 600,
};

/** What of the service the core reads. */
export const WEB = {
  key: 'web',
  heartbeatPath: '/hb/web.json',
  timeoutSeconds: 60,
  startGraceSeconds: 60,
  threshold: 2,
  thresholds: {},
  restart: 'always',
  recoveryActions: ['kill', 'start'],
  restartActions: ['kill', 'start'],
  remedies: { byVerdict: {}, escalation: [] },
  giveUpExitCodes: [78, 125],
  retryExitCodes: [75],
  restartPolicy: RESTART_POLICY,
  fingerprint: () => 'as-configured',
} satisfies Partial<Service>;

/** The record of pid 100, which we started ten minutes before noon and which has beaten. */
export function anInstance(change: Partial<Instance> = {}): Instance {
  const { pid, startTicks } = aProcess(100);
  return {
    bootId: 'boot-1',
    pidNamespace: 1,
    leader: { pid, startTicks },
    beating: { pid, startTicks },
    uid: 1000,
    pgid: pid,
    sid: pid,
    session: undefined,
    cookie: COOKIE,
    since: at(-600),
    origin: 'started',
    confirmed: true,
    recoveryId: undefined,
    sighting: undefined,
    ...change,
  };
}

/** The record of pid 100 as it is so many seconds after recovery 7 has started it at noon. */
export function aNewInstance(change: Partial<Instance> = {}): Instance {
  return anInstance({ since: at(0), confirmed: false, beating: undefined, recoveryId: 7, ...change });
}

/** A beat of pid 100 at noon. */
function aBeat(change: Partial<Heartbeat> = {}): Heartbeat {
  return {
    pid: 100,
    timestampMs: at(0).wallMs,
    status: 'running',
    iteration: 1,
    progress: undefined,
    instance: undefined,
    foreignKey: undefined,
    ...change,
  };
}

/** The file of user 1000 that holds a beat. */
export function beatRead(change: Partial<Heartbeat> = {}): HeartbeatReading {
  return { kind: 'read', heartbeat: aBeat(change), ownerUid: 1000 };
}

/** The case of a service that is seen so many seconds after noon. */
export function aCase(
  seconds: number,
  seen: Partial<Case['seen']> = {},
  change: Partial<Omit<Case, 'seen'>> = {},
): Case {
  return {
    limits: WEB,
    instance: undefined,
    outlived: false,
    elsewhere: false,
    rebasedAt: undefined,
    ...change,
    seen: {
      at: at(seconds),
      pidNamespace: 1,
      heartbeat: beatRead(),
      named: GONE,
      recorded: undefined,
      ...seen,
    },
  };
}

/** A judgement of an instance on record: pid 100 is gone. */
export function judgedAs(change: Partial<Judgement> = {}): Judgement {
  const verdict = change.verdict ?? 'stale_pid';
  return {
    verdict,
    detail: 'pid 100 is gone',
    proven: verdict === 'stale_pid',
    isNews: true,
    isCleanEnd: false,
    pid: 100,
    ageMs: undefined,
    beatAtMs: undefined,
    instance: anInstance(),
    concern: undefined,
    ...change,
  };
}

/** What is remembered of a service that was up. */
export function aState(change: Partial<ServiceState> = {}): ServiceState {
  return { ...UNSEEN, instance: anInstance(), up: true, fingerprint: WEB.fingerprint(), ...change };
}

/** A recovery that no invocation has ended. */
export function aRecovery(change: Partial<RecoveryRecord> = {}): RecoveryRecord {
  const steps = change.steps ?? ['kill', 'start'];
  return {
    id: 7,
    key: 'web',
    purpose: 'recover',
    reason: 'threshold_reached',
    requestId: undefined,
    verdict: 'stale_pid',
    detail: '',
    begunAtMs: at(-5).wallMs,
    steps,
    stepRecords: steps.map((step, ordinal) =>
      aStep(typeof step === 'string' ? { action: step, ordinal } : { ...step, ordinal }),
    ),
    ...change,
  };
}

/** A step that was not begun. */
export function aStep(change: Partial<StepRecord> = {}): StepRecord {
  return {
    ordinal: 0,
    action: 'kill',
    manner: undefined,
    cookie: undefined,
    begunAtMs: undefined,
    endedAtMs: undefined,
    result: undefined,
    ...change,
  };
}

/** A situation in which every rule but the last lets pass: a dead service whose time has come. */
export function aSituation(change: Partial<Situation> = {}): Situation {
  const before = change.before ?? aState();
  return {
    policy: WEB,
    before,
    state: { ...before, up: false, streak: { count: WEB.threshold, lastBadMs: at(0).wallMs } },
    judged: judgedAs(),
    now: at(0),
    unfinished: undefined,
    isUnderWay: false,
    dependencyDown: undefined,
    dependencyRenewed: undefined,
    ...change,
  };
}
