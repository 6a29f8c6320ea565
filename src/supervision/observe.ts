// Looks at one service and says what was seen. Knows not what it means.

import type { Service } from '../config/config.ts';
import type { HeartbeatReading } from '../core/heartbeat.ts';
import { holds, type Instance } from '../core/instance.ts';
import type { Observation } from '../core/observation.ts';
import { isDeadState, isSameProcess, type Liveness, type ProcessId } from '../core/process.ts';
import type { Host } from '../host/host.ts';
import { NO_OBJECTIONS, objectionsTo } from './objections.ts';
import { type Searcher, type Sought, type Standpoint, search } from './search.ts';
import { seeProcesses } from './see-processes.ts';

/** The part of the host that looks. */
export type Eyes = Pick<Host, 'readHeartbeat'> & Searcher;

/** Everything that can be seen of a service at one moment; `instance` is what its record lets us look for. */
export function observe(
  service: Pick<Service, 'heartbeatPath'> & Sought,
  instance: Instance | undefined,
  { host, at, crowd, others }: Standpoint & { readonly host: Eyes },
): Observation {
  const { heartbeatPath, key } = service;
  const heartbeat: HeartbeatReading =
    heartbeatPath === undefined ? { kind: 'none' } : host.readHeartbeat(heartbeatPath, key);
  const named =
    heartbeat.kind === 'read' ? host.lookAt(heartbeat.heartbeat.pid, instance?.beating) : undefined;
  const isAsKnown = named?.kind === 'alive' && isSameProcess(named.process, instance?.beating);
  const recorded = instance === undefined || isAsKnown ? undefined : lookFor(instance, host);
  const standpoint = { host, at, crowd, others };
  const { exposure, doubt } = isAsKnown
    ? NO_OBJECTIONS
    : objectionsTo({ heartbeat, named, recorded, instance }, service, standpoint);
  const isSought = recorded?.kind === 'alive' ? isNamedElsewhere(service, instance) : isLost(named, recorded);
  const past = instance?.confirmed ? instance.cookie : undefined;
  const searched = isSought ? search(service, { ...standpoint, past }) : undefined;
  return { at, pidNamespace: host.pidNamespace, heartbeat, named, recorded, exposure, doubt, searched };
}

/** Whether nobody is known to live, or might. */
function isLost(named: Liveness | undefined, recorded: Liveness | undefined): boolean {
  return named?.kind !== 'alive' && (recorded === undefined || recorded.kind === 'dead');
}

/** Whether a new start is not the service before a manager, a pidfile or its command line says so. */
function isNamedElsewhere(
  { heartbeatPath, foundBy }: Pick<Service, 'heartbeatPath' | 'foundBy'>,
  instance: Instance | undefined,
): boolean {
  const isNew = instance?.confirmed === false && instance.origin === 'started';
  return isNew && heartbeatPath === undefined && foundBy !== undefined && foundBy.kind !== 'record';
}

/**
 * Whether anything of an instance lives: its leader, the process that last beat, or the oldest holder of its cookie while it is new,
 * for a start may daemonise late.
 */
function lookFor(instance: Instance, host: Eyes): Liveness {
  const leader = lookAtKnown(instance.leader, host);
  if (leader.kind !== 'dead') return leader;
  const beating = instance.beating === undefined ? leader : lookAtKnown(instance.beating, host);
  if (beating.kind !== 'dead' || instance.confirmed || instance.cookie === undefined) return beating;
  const seen = seeProcesses(host);
  if (seen.kind === 'unknown') return seen;
  const [holder] = seen.table
    .filter((row) => holds(row, instance) && !isDeadState(row.state))
    .sort((a, b) => a.startTicks - b.startTicks || a.pid - b.pid);
  return holder === undefined ? leader : { kind: 'alive', process: holder };
}

function lookAtKnown(id: ProcessId, host: Eyes): Liveness {
  const found = host.lookAt(id.pid, id);
  return found.kind === 'alive' && !isSameProcess(found.process, id)
    ? { kind: 'dead', why: 'reused' }
    : found;
}
