// The record of one incarnation of a service: what we know it by, and whether it has proved itself.

import type { Service } from '../config/config.ts';
import { bears, isGivenBy } from './cookie.ts';
import type { Moment } from './moment.ts';
import type { ProcessFacts, ProcessId } from './process.ts';
import type { Sighting } from './sighting.ts';

/** One OS incarnation of a service, as recorded. */
export interface Instance {
  readonly bootId: string;
  /** Inode of the pid namespace its pids count in. */
  readonly pidNamespace: number;
  /** What we started, or adopted. */
  readonly leader: ProcessId;
  /** The process its heartbeat names, once seen; often a child of the leader. Without one, to whom a start that ended has left it. */
  readonly beating: ProcessId | undefined;
  /** As whom it was started, or seen when it was adopted: this user's word for its cookie counts. */
  readonly uid: number;
  readonly pgid: number;
  readonly sid: number;
  /** The session of its leader by a name that is never given again; where the kernel has one. */
  readonly session: string | undefined;
  /** `WATCHDOG_INSTANCE`; absent when somebody else started it. */
  readonly cookie: string | undefined;
  readonly since: Moment;
  readonly origin: 'started' | 'adopted';
  /** It has beaten since it began: the grace is over. */
  readonly confirmed: boolean;
  /** The recovery whose success it will prove by beating. */
  readonly recoveryId: number | undefined;
  /** By which its beats are dated while its clock is not ours. */
  readonly sighting: Sighting | undefined;
}

/** Whether nothing but its record shows which process a service is: without that, nobody could tell that it is dead. */
export function isKnownByRecord({
  heartbeatPath,
  foundBy,
}: Pick<Service, 'heartbeatPath' | 'foundBy'>): boolean {
  return heartbeatPath === undefined && foundBy === undefined;
}

/** Where a moment and a pid can be compared with a record: the boot and the pid namespace. */
export interface Place {
  readonly bootId: string;
  readonly pidNamespace: number;
}

/** Whether the recorded pids still mean anything here; after a reboot, or in another pid namespace, they do not. */
export function isComparable(instance: Instance, here: Place): boolean {
  return instance.bootId === here.bootId && instance.pidNamespace === here.pidNamespace;
}

/** Whether a process has the cookie of an instance for certain; `vouchers` are further users whose word for that counts. */
export function holds(process: ProcessFacts, instance: Instance, vouchers: readonly number[] = []): boolean {
  const { cookie, confirmed, origin, uid } = instance;
  if (cookie === undefined) return false;
  const givers = [uid, ...vouchers];
  // Its own user chose which cookie it shows: those of others are not drawn in by that, in whatever cgroup they are.
  if (origin === 'adopted') return process.marks?.instance === cookie && isGivenBy(process, givers);
  // A service tells its cookie by its first beat: until then whoever has that has it from us.
  return bears(process, cookie, confirmed ? givers : 'anybody');
}
