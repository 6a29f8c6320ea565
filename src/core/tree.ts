// Which processes are an instance: those with its cookie, by their environment or their cgroup, those of the session or group
// that is its own, and all that descend from them. A child that cleared the cookie on purpose is left alone, and so is what carries another's cookie.

import type { Instance } from './instance.ts';
import { cookieOf, hasOptedOut, isDeadState, isSameProcess, type ProcessFacts } from './process.ts';

/** What to look for: a recorded instance, and cookies that a crash may have left without a record. */
export interface TreeRoots {
  readonly instance: Instance | undefined;
  readonly cookies: readonly string[];
}

/** What the place of one process is judged by. */
interface Surroundings {
  readonly living: readonly ProcessFacts[];
  /** Those that asked to be left alone, and their children, though these may have cleared their environment. */
  readonly leftAlone: ReadonlyMap<number, ProcessFacts>;
}

/** The living processes of an instance, out of all processes. */
export function treeOf(roots: TreeRoots, table: readonly ProcessFacts[]): readonly ProcessFacts[] {
  const living = table.filter((row) => !isDeadState(row.state) && !row.kernelThread);
  const optedOut = living.filter(({ marks }) => marks !== undefined && hasOptedOut(marks));
  const leftAlone = withDescendants(optedOut, living, ({ marks }) => marks?.instance === undefined);
  const first = living.filter((row) => isRoot(row, roots, { living, leftAlone }));
  return [...withDescendants(first, living, (row) => !isOfAnother(row, roots)).values()];
}

/** Some processes by pid, and all that descend from them by way of those that may join. */
function withDescendants(
  first: readonly ProcessFacts[],
  living: readonly ProcessFacts[],
  mayJoin: (row: ProcessFacts) => boolean,
): ReadonlyMap<number, ProcessFacts> {
  const family = new Map(first.map((row) => [row.pid, row]));
  for (let size = -1; size !== family.size; ) {
    size = family.size;
    for (const row of living) if (family.has(row.ppid) && mayJoin(row)) family.set(row.pid, row);
  }
  return family;
}

/** The living processes that carry the mark of one recovery script. */
export function stepTreeOf(mark: string, table: readonly ProcessFacts[]): readonly ProcessFacts[] {
  return table.filter((row) => row.marks?.step === mark && !isDeadState(row.state));
}

/** The living holders of a cookie, oldest first. */
export function holdersOf(
  cookie: string | undefined,
  table: readonly ProcessFacts[],
): readonly ProcessFacts[] {
  if (cookie === undefined) return [];
  return table
    .filter((row) => cookieOf(row) === cookie && !isDeadState(row.state))
    .sort((a, b) => a.startTicks - b.startTicks || a.pid - b.pid);
}

function isRoot(
  row: ProcessFacts,
  { instance, cookies }: TreeRoots,
  { living, leftAlone }: Surroundings,
): boolean {
  if (instance !== undefined && isNamed(row, instance)) return true;
  // What one that opted out has started is left alone with it, and may still be in the cgroup.
  const cookie = leftAlone.has(row.pid) ? row.marks?.instance : cookieOf(row);
  if (cookie !== undefined) return cookie === instance?.cookie || cookies.includes(cookie);
  return instance !== undefined && !leftAlone.has(row.pid) && isInOwnSession(row, instance, living);
}

/** Whether nothing but session, group or descent tells that a process of a tree belongs to it. */
export function isWeaklyKnown(row: ProcessFacts, { instance }: TreeRoots): boolean {
  // Of a service that somebody else started nobody carries a cookie.
  return instance?.cookie !== undefined && cookieOf(row) === undefined && !isNamed(row, instance);
}

function isNamed(row: ProcessFacts, instance: Instance): boolean {
  return isSameProcess(row, instance.leader) || isSameProcess(row, instance.beating);
}

/**
 * Whether a process without a cookie (it may have overwritten its environment) is in a session or group that is the
 * instance's own. Numbers of sessions are reused like pids: a living leader, or somebody in it with the cookie, vouches;
 * so does the name of the session, where the kernel gives it one.
 */
function isInOwnSession(row: ProcessFacts, instance: Instance, living: readonly ProcessFacts[]): boolean {
  const { leader, cookie, session } = instance;
  if (session !== undefined && instance.sid === leader.pid && sessionOf(row) === session) return true;
  const isTogether = (other: ProcessFacts): boolean =>
    (instance.sid === leader.pid && other.sid === leader.pid) ||
    (instance.pgid === leader.pid && other.pgid === leader.pid);
  if (!isTogether(row) || row.startTicks < leader.startTicks) return false;
  return living.some(
    (other) =>
      isSameProcess(other, leader) ||
      (cookie !== undefined && cookieOf(other) === cookie && isTogether(other)),
  );
}

function sessionOf({ marks, session }: ProcessFacts): string | undefined {
  return marks === undefined ? session : marks.session;
}

function isOfAnother(row: ProcessFacts, { instance, cookies }: TreeRoots): boolean {
  if (row.marks !== undefined && hasOptedOut(row.marks)) return true;
  const cookie = cookieOf(row);
  return cookie !== undefined && cookie !== instance?.cookie && !cookies.includes(cookie);
}
