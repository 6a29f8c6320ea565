// Looks at one service and says what was seen. Knows not what it means.

import type { Service } from '../config/config.ts';
import type { HeartbeatReading } from '../core/heartbeat.ts';
import { holds, type Instance } from '../core/instance.ts';
import type { Moment } from '../core/moment.ts';
import type { Observation } from '../core/observation.ts';
import { isDeadState, isSameProcess, type Liveness, type ProcessId } from '../core/process.ts';
import type { Host } from '../host/host.ts';
import type { Crowd } from './crowd.ts';
import { type Searcher, type Sought, search } from './search.ts';
import { seeProcesses } from './see-processes.ts';

/** The part of the host that looks. */
export type Eyes = Pick<Host, 'readHeartbeat'> & Searcher;

/** Of these nothing can be learned about the process. */
const SILENT: ReadonlySet<HeartbeatReading['kind']> = new Set(['unreadable', 'untrusted', 'none']);

/** Everything that can be seen of a service at one moment; `instance` is what its record lets us look for. */
export function observe(
  service: Pick<Service, 'heartbeatPath'> & Sought,
  instance: Instance | undefined,
  { host, at, crowd }: { host: Eyes; at: Moment; crowd: Crowd },
): Observation {
  const { heartbeatPath, key } = service;
  const heartbeat: HeartbeatReading =
    heartbeatPath === undefined ? { kind: 'none' } : host.readHeartbeat(heartbeatPath, key);
  const named =
    heartbeat.kind === 'read' ? host.lookAt(heartbeat.heartbeat.pid, instance?.beating) : undefined;
  const isAsKnown = named?.kind === 'alive' && isSameProcess(named.process, instance?.beating);
  const isTold = !SILENT.has(heartbeat.kind) || isFoundElsehow(service);
  const recorded = instance === undefined || isAsKnown ? undefined : lookFor(instance, isTold, host);
  // Whom we know already needs nobody to vouch for him.
  const exposure =
    heartbeatPath !== undefined && heartbeat.kind === 'read' && named?.kind === 'alive' && !isAsKnown
      ? host.exposureOf(heartbeatPath, heartbeat.ownerUid)
      : undefined;
  const isLost = named?.kind !== 'alive' && (recorded === undefined || recorded.kind === 'dead');
  const searched = isLost ? search(service, { host, at, crowd }) : undefined;
  return { at, pidNamespace: host.pidNamespace, heartbeat, named, recorded, exposure, searched };
}

/** Whether its config says which process is the service, so that no other holder of its cookie stands for it. */
function isFoundElsehow({ foundBy }: Pick<Service, 'foundBy'>): boolean {
  return foundBy !== undefined && foundBy.kind !== 'record';
}

/**
 * Whether anything of an instance lives: its leader, the process that last beat, or any holder of its cookie while it is new, or
 * while nothing tells which process it is, for then that may be another one.
 */
function lookFor(instance: Instance, isTold: boolean, host: Eyes): Liveness {
  const leader = lookAtKnown(instance.leader, host);
  if (leader.kind !== 'dead') return leader;
  const beating = instance.beating === undefined ? leader : lookAtKnown(instance.beating, host);
  const isEnough = instance.confirmed && isTold;
  if (beating.kind !== 'dead' || isEnough || instance.cookie === undefined) return beating;
  const seen = seeProcesses(host);
  if (seen.kind === 'unknown') return seen;
  const holder = seen.table.find((row) => holds(row, instance) && !isDeadState(row.state));
  return holder === undefined ? leader : { kind: 'alive', process: holder };
}

function lookAtKnown(id: ProcessId, host: Eyes): Liveness {
  const found = host.lookAt(id.pid, id);
  return found.kind === 'alive' && !isSameProcess(found.process, id)
    ? { kind: 'dead', why: 'reused' }
    : found;
}
