// Which processes are an instance: those with its cookie, those of the session or group that is its own, and all that
// descend from them. A child that cleared the cookie on purpose is left alone, and so is what carries another's cookie.

import type { Instance } from './instance.ts';
import { hasOptedOut, isDeadState, isSameProcess, type ProcessFacts } from './process.ts';

/** What to look for: a recorded instance, and cookies that a crash may have left without a record. */
export interface TreeRoots {
  readonly instance: Instance | undefined;
  readonly cookies: readonly string[];
}

/** The living processes of an instance, out of all processes. */
export function treeOf(roots: TreeRoots, table: readonly ProcessFacts[]): readonly ProcessFacts[] {
  const living = table.filter((row) => !isDeadState(row.state) && !row.kernelThread);
  const chosen = new Map(living.filter((row) => isRoot(row, roots, living)).map((row) => [row.pid, row]));
  let size = -1;
  while (size !== chosen.size) {
    size = chosen.size;
    for (const row of living) if (chosen.has(row.ppid) && !isOfAnother(row, roots)) chosen.set(row.pid, row);
  }
  return [...chosen.values()];
}

/** The living processes that carry the mark of one recovery script. */
export function stepTreeOf(mark: string, table: readonly ProcessFacts[]): readonly ProcessFacts[] {
  return table.filter((row) => row.marks?.step === mark && !isDeadState(row.state));
}

function isRoot(
  row: ProcessFacts,
  { instance, cookies }: TreeRoots,
  living: readonly ProcessFacts[],
): boolean {
  if (instance !== undefined && isNamed(row, instance)) return true;
  const cookie = row.marks?.instance;
  if (cookie !== undefined) return cookie === instance?.cookie || cookies.includes(cookie);
  if (row.marks !== undefined && hasOptedOut(row.marks)) return false;
  return instance !== undefined && isInOwnSession(row, instance, living);
}

function isNamed(row: ProcessFacts, instance: Instance): boolean {
  return isSameProcess(row, instance.leader) || isSameProcess(row, instance.beating);
}

/**
 * Whether a process without a cookie (it may have overwritten its environment) is in a session or group that is the
 * instance's own. Numbers of sessions are reused like pids: a living leader, or somebody in it with the cookie, vouches.
 */
function isInOwnSession(row: ProcessFacts, instance: Instance, living: readonly ProcessFacts[]): boolean {
  const { leader, cookie } = instance;
  const isTogether = (other: ProcessFacts): boolean =>
    (instance.sid === leader.pid && other.sid === leader.pid) ||
    (instance.pgid === leader.pid && other.pgid === leader.pid);
  if (!isTogether(row) || row.startTicks < leader.startTicks) return false;
  return living.some(
    (other) =>
      isSameProcess(other, leader) ||
      (cookie !== undefined && other.marks?.instance === cookie && isTogether(other)),
  );
}

function isOfAnother(row: ProcessFacts, { instance, cookies }: TreeRoots): boolean {
  const { marks } = row;
  if (marks === undefined) return false;
  if (marks.instance === undefined) return hasOptedOut(marks);
  return marks.instance !== instance?.cookie && !cookies.includes(marks.instance);
}
