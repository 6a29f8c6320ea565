// Which living processes are an instance's own: by identity, by cookie, or by the session or group that we made for it.
// Does not know which of them beats, nor which are to be ended.

import { shows, showsAny } from './cookie.ts';
import { holds, type Instance } from './instance.ts';
import { hasOptedOut, isSameProcess, type ProcessFacts, sessionOf } from './process.ts';

/** By whom somebody may be known as a member. */
export interface Vouching {
  /** Users beside that of the instance whose word for its cookie counts. */
  readonly users: readonly number[];
  /** What was seen alive of the instance. */
  readonly living: readonly ProcessFacts[];
}

/** Whether a living process belongs to an instance that we started, or is the one on record. */
export function isMember(process: ProcessFacts, instance: Instance, { users, living }: Vouching): boolean {
  if (isSameProcess(process, instance.leader) || isSameProcess(process, instance.beating)) return true;
  const { marks } = process;
  const { cookie } = instance;
  if (cookie === undefined || (marks !== undefined && hasOptedOut(marks))) return false;
  if (holds(process, instance, users)) return true;
  if (showsAny(process) && !shows(process, cookie)) return false;
  return isInOwnSession(process, instance, living);
}

/**
 * Whether a process without a cookie (it may have overwritten its environment) is in a session or group that is the
 * instance's own. Numbers of sessions are reused like pids, though not while anybody is left in one: the living leader, or
 * who is known to be of the instance and in there, vouches; so does the name of the session, where the kernel gives it one.
 */
export function isInOwnSession(
  row: ProcessFacts,
  instance: Instance,
  living: readonly ProcessFacts[],
): boolean {
  const { leader, beating, session } = instance;
  if (session !== undefined && instance.sid === leader.pid && sessionOf(row) === session) return true;
  const isTogether = (other: ProcessFacts): boolean =>
    (instance.sid === leader.pid && other.sid === leader.pid) ||
    (instance.pgid === leader.pid && other.pgid === leader.pid);
  if (!isTogether(row) || row.startTicks < leader.startTicks) return false;
  return living.some(
    (other) =>
      isSameProcess(other, leader) ||
      (isTogether(other) && (isSameProcess(other, beating) || holds(other, instance))),
  );
}
