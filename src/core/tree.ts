// Which processes are an instance: those with its cookie, by their environment or their cgroup, those of the session or group
// that is its own, and all that descend from them. A child that cleared the cookie on purpose is left alone, and so is what carries another's cookie.

import { bears, type Givers, shows, showsAny } from './cookie.ts';
import { holds, type Instance } from './instance.ts';
import { isInOwnSession } from './member.ts';
import { hasOptedOut, isDeadState, isSameProcess, type ProcessFacts } from './process.ts';

/** What to look for: a recorded instance, and cookies that a crash may have left without a record. */
export interface TreeRoots {
  readonly instance: Instance | undefined;
  readonly cookies: readonly string[];
  /** The users whose word for these cookies counts: ourselves, and as whom the service is run. */
  readonly givers: Givers;
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
    for (const row of living)
      if (isChildOf(family.get(row.ppid), row) && mayJoin(row)) family.set(row.pid, row);
  }
  return family;
}

/** The parent's number may have passed on while the table was read: nobody is older than who bore him. */
function isChildOf(parent: ProcessFacts | undefined, child: ProcessFacts): boolean {
  return parent !== undefined && parent.startTicks <= child.startTicks;
}

/** The living processes that carry the mark of one recovery script. */
export function stepTreeOf(mark: string, table: readonly ProcessFacts[]): readonly ProcessFacts[] {
  return table.filter((row) => row.marks?.step === mark && !isDeadState(row.state));
}

/** The living holders of a cookie, oldest first, by anybody's word: of a start that has yet to be on record. */
export function holdersOf(
  cookie: string | undefined,
  table: readonly ProcessFacts[],
): readonly ProcessFacts[] {
  if (cookie === undefined) return [];
  return table
    .filter((row) => shows(row, cookie) && !isDeadState(row.state))
    .sort((a, b) => a.startTicks - b.startTicks || a.pid - b.pid);
}

function isRoot(row: ProcessFacts, roots: TreeRoots, { living, leftAlone }: Surroundings): boolean {
  const { instance } = roots;
  if (instance !== undefined && isNamed(row, instance)) return true;
  // What one that opted out has started is left alone with it, and may still be in the cgroup.
  if (leftAlone.has(row.pid)) return row.marks?.instance !== undefined && isBearer(row, roots);
  if (isBearer(row, roots)) return true;
  return instance !== undefined && !isOfAnother(row, roots) && isInOwnSession(row, instance, living);
}

/** Whether a process has one of the cookies for certain. */
function isBearer(row: ProcessFacts, { instance, cookies, givers }: TreeRoots): boolean {
  if (instance !== undefined && holds(row, instance)) return true;
  return cookies.some((cookie) => bears(row, cookie, givers));
}

/** Whether nothing but session, group or descent tells that a process of a tree belongs to it. */
export function isWeaklyKnown(row: ProcessFacts, { instance }: TreeRoots): boolean {
  // Of a service that somebody else started nobody carries a cookie.
  return instance?.cookie !== undefined && !showsAny(row) && !isNamed(row, instance);
}

function isNamed(row: ProcessFacts, instance: Instance): boolean {
  return isSameProcess(row, instance.leader) || isSameProcess(row, instance.beating);
}

function isOfAnother(row: ProcessFacts, { instance, cookies }: TreeRoots): boolean {
  if (row.marks !== undefined && hasOptedOut(row.marks)) return true;
  return showsAny(row) && ![instance?.cookie ?? [], cookies].flat().some((cookie) => shows(row, cookie));
}
