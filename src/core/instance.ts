// The record of one incarnation of a service: what we know it by, and whether it has proved itself.

import type { Moment } from './moment.ts';
import { cookieOf, hasOptedOut, isSameProcess, type ProcessFacts, type ProcessId } from './process.ts';
import type { Sighting } from './sighting.ts';

/** One OS incarnation of a service, as recorded. */
export interface Instance {
  readonly bootId: string;
  /** Inode of the pid namespace its pids count in. */
  readonly pidNamespace: number;
  /** What we started, or adopted. */
  readonly leader: ProcessId;
  /** The process its heartbeat names, once seen; often a child of the leader. */
  readonly beating: ProcessId | undefined;
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

/** Where a moment and a pid can be compared with a record: the boot and the pid namespace. */
export interface Place {
  readonly bootId: string;
  readonly pidNamespace: number;
}

/** Whether the recorded pids still mean anything here; after a reboot, or in another pid namespace, they do not. */
export function isComparable(instance: Instance, here: Place): boolean {
  return instance.bootId === here.bootId && instance.pidNamespace === here.pidNamespace;
}

/** Whether a living process belongs to an instance: by identity, by cookie, or by the session that we made for it. */
export function isMember(process: ProcessFacts, instance: Instance): boolean {
  if (isSameProcess(process, instance.leader) || isSameProcess(process, instance.beating)) return true;
  const { marks } = process;
  if (instance.cookie === undefined || (marks !== undefined && hasOptedOut(marks))) return false;
  const cookie = cookieOf(process);
  if (cookie !== undefined) return cookie === instance.cookie;
  // Another process that has the leader's pid, and leads a session by that number, shows that the old session is no more.
  if (process.pid === instance.leader.pid) return false;
  return process.sid === instance.leader.pid && process.startTicks >= instance.leader.startTicks;
}
