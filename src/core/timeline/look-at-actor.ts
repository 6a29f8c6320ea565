// What would be seen of a made-up service: its heartbeat, its process, its checks. Simple on purpose: nobody else can be taken for it.

import type { Check } from '../../config/check.ts';
import type { Service } from '../../config/config.ts';
import { isDue } from '../checks/check-memory.ts';
import type { Reading, Readings } from '../checks/reading.ts';
import type { HeartbeatReading } from '../heartbeat.ts';
import type { Instance } from '../instance.ts';
import type { Moment } from '../moment.ts';
import type { Observation } from '../observation.ts';
import { isSameProcess, type Liveness, type ProcessFacts } from '../process.ts';
import type { ServiceState } from '../service-state.ts';
import type { Actor } from './actor.ts';

/** As whom everything runs, and where pids are counted: there is one of each. */
export const UID = 1000;
export const PID_NAMESPACE = 1;

/** A made-up host: which moment it is, and what its wall clock has said or will say. */
export interface Clock {
  momentAt(ms: number): Moment;
}

/** What would be seen of it at a time. */
export function lookAtActor(
  actor: Actor,
  { service, instance }: { service: Pick<Service, 'key' | 'heartbeatPath'>; instance: Instance | undefined },
  { clock, nowMs }: { clock: Clock; nowMs: number },
): Observation {
  const facts = factsOf(actor, service.key, clock);
  const { file } = actor;
  const heartbeat = service.heartbeatPath === undefined ? { kind: 'none' as const } : readingOf(actor, clock);
  const named =
    heartbeat.kind !== 'read' || file === undefined ? undefined : livenessOf(file.pid, actor, facts);
  const isAsKnown = named?.kind === 'alive' && isSameProcess(named.process, instance?.beating);
  const recorded =
    instance === undefined || isAsKnown ? undefined : livenessOf(instance.leader.pid, actor, facts);
  return { at: clock.momentAt(nowMs), pidNamespace: PID_NAMESPACE, heartbeat, named, recorded };
}

/** The process of an actor as the kernel would tell of it. */
function factsOf(actor: Actor, key: string, clock: Clock): ProcessFacts {
  const { pid, cookie, startedMs } = actor;
  const startedAtMs = clock.momentAt(startedMs).wallMs;
  const marks = { uid: UID, instance: cookie, step: undefined, key: cookie === undefined ? undefined : key };
  const ids = { pid, startTicks: pid, ppid: 1, pgid: pid, sid: pid };
  return { ...ids, state: 'S', startedAtMs, kernelThread: false, marks };
}

function livenessOf(pid: number, actor: Actor, facts: ProcessFacts): Liveness {
  return actor.isAlive && actor.pid === pid
    ? { kind: 'alive', process: facts }
    : { kind: 'dead', why: 'gone' };
}

function readingOf({ file, cookie, pid }: Actor, clock: Clock): HeartbeatReading {
  if (file === undefined) return { kind: 'missing' };
  const timestampMs = clock.momentAt(file.atMs).wallMs;
  const beat = { pid: file.pid, timestampMs, status: file.status, iteration: undefined, progress: undefined };
  const instance = file.pid === pid ? cookie : undefined;
  return { kind: 'read', heartbeat: { ...beat, instance, foreignKey: undefined }, ownerUid: UID };
}

/** What its checks would say, those that are due. */
export function readingsOf(
  { failing }: Actor,
  { service, state }: { service: Pick<Service, 'checks'>; state: ServiceState },
  now: Moment,
): Readings {
  const due = service.checks.filter(
    (check) => check.probe.kind !== 'busy' && isDue(check, state.checks[check.name], now),
  );
  return new Map(due.map((check) => [check.name, answerOf(check, failing)]));
}

function answerOf({ name }: Check, failing: ReadonlySet<string>): Reading {
  // Of several limits to resources each has a name that begins with that of their check.
  const isFailing = ['', name, name.split('/')[0] ?? ''].some((one) => failing.has(one));
  return isFailing ? { kind: 'failed', detail: 'made to fail' } : { kind: 'passed', detail: '' };
}
