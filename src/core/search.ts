// Which process is the service, where no heartbeat and no record of a living one tells: whose command line matches, or who
// carries its key. Never one of several by chance. Knows nothing of how processes are looked at.

import { adopt } from './adopt.ts';
import { giverOf } from './cookie.ts';
import { matchesGlob } from './glob.ts';
import { type Insider, isInside } from './insider.ts';
import type { Observation } from './observation.ts';
import { type Others, recordedAs, wasCalled } from './others.ts';
import { hasOptedOut, isDeadState, type ProcessFacts, type ProcessMarks } from './process.ts';
import { type CommandRow, none, type Search, untold } from './searched.ts';
import { show } from './show.ts';
import { treeOf } from './tree.ts';

/** Which process is sought. */
export interface Wanted {
  readonly key: string;
  /** Of the config that has this service: another one may have its key as well. */
  readonly configPath: string;
  fingerprint(): string;
  /** Of whom it may be. */
  readonly uid: number;
  /** Where and when. */
  readonly seen: Pick<Observation, 'at' | 'pidNamespace'>;
  /** The cookie of an instance that had begun well, and whose own process is dead: who has it is what that has left. */
  readonly past?: string | undefined;
  readonly others: Others;
  readonly insiders: readonly Insider[];
}

/** The process whose whole command line matches. */
export function searchByCommand(pattern: string, rows: readonly CommandRow[], wanted: Wanted): Search {
  const alike = rows.filter(
    ({ command, uid }) => matchesGlob(pattern, command) && (uid ?? wanted.uid) === wanted.uid,
  );
  const matching = alike.filter(({ process }) => mayBe(process, wanted));
  const unseen = matching.find(({ uid }) => uid === undefined);
  if (unseen !== undefined) return untold(`we may not see whose process pid ${unseen.process.pid} is`);
  const doubt = alike.flatMap(({ process }) => claimOn(process, wanted) ?? [])[0];
  if (doubt !== undefined) return untold(doubt);
  const what = `command line matches ${show(pattern)}`;
  if (matching.length === 0) return none(`no process of user ${wanted.uid} lives here whose ${what}`);
  const table = rows.map(({ process }) => process);
  return theOneAmong(
    matching.map(({ process }) => process),
    { table, wanted, what: `whose ${what}` },
  );
}

/** The process that was started for the service by this very config, though it is not on record. */
export function searchByKey(table: readonly ProcessFacts[], wanted: Wanted): Search {
  const ofConfig = table.filter(
    ({ marks, state }) =>
      marks?.instance !== undefined &&
      marks.instance !== wanted.past &&
      isOfConfig(marks, wanted) &&
      giverOf(marks) === wanted.uid &&
      !isDeadState(state),
  );
  const carriers = ofConfig.filter(({ marks }) => marks?.key === wanted.key);
  const nameless = carriers.find(({ marks }) => marks?.config === undefined);
  if (nameless !== undefined) return untold(tellNameless(nameless));
  if (carriers.length > 0) return theOneAmong(carriers, { table, wanted, what: 'that carry its key' });
  const renamed = ofConfig.find(({ marks }) => wasCalled(marks?.key ?? '', wanted));
  return renamed === undefined ? none('nothing of it is on record, or lives') : untold(tellFormer(renamed));
}

/** The one of whom all others descend; it is the oldest, but where two began at once. */
function theOneAmong(
  candidates: readonly ProcessFacts[],
  { table, wanted, what }: { table: readonly ProcessFacts[]; wanted: Wanted; what: string },
): Search {
  const byAge = candidates.toSorted((a, b) => a.startTicks - b.startTicks || a.pid - b.pid);
  const one = byAge.find((process) => {
    const found = adopt(process, wanted.seen);
    // What an instance has left has its cookie in common, whoever has started whom.
    const instance = found.cookie === wanted.past ? { ...found, cookie: undefined } : found;
    const tree = new Set(treeOf({ instance, cookies: [], givers: [] }, table).map(({ pid }) => pid));
    return candidates.every(({ pid }) => tree.has(pid));
  });
  if (one !== undefined) return { kind: 'found', process: one };
  const pids = byAge.map(({ pid }) => pid).join(', ');
  const isPast = wanted.past !== undefined && byAge.every(({ marks }) => marks?.instance === wanted.past);
  if (isPast) return none(`what it has left has none among it that has started the others: pid ${pids}`);
  return untold(`there are several processes ${what}, and none has started the others: pid ${pids}`);
}

/** Whoever says that he is another service's, a recovery script's, or nobody's, is none of ours; nor is who lives in a container. */
export function mayBe(process: ProcessFacts, wanted: Wanted): boolean {
  const { kernelThread, marks, state } = process;
  if (kernelThread || isDeadState(state)) return false;
  if (marks?.key === undefined && isInside(process.pid, wanted.insiders)) return false;
  if (marks === undefined) return true;
  const isScript = marks.step !== undefined && marks.instance === undefined;
  return !isScript && !hasOptedOut(marks) && (marks.key === undefined || isOurs(marks, wanted));
}

/** Why a process that might be taken for the service may be another one's, though it does not say so itself. */
export function claimOn(process: ProcessFacts, wanted: Wanted): string | undefined {
  const { key, others, seen } = wanted;
  const { marks, pid } = process;
  const isFormer = marks?.key !== undefined && marks.instance !== undefined && isOfConfig(marks, wanted);
  if (isFormer && !others.isConfigured(marks.key)) return tellFormer(process);
  if (marks?.key !== undefined) return undefined;
  const { bootId } = seen.at;
  const owner = recordedAs(process, { key, others, bootId, pidNamespace: seen.pidNamespace });
  return owner && `pid ${pid} is known as the process of ${show(owner)}`;
}

/** Why whoever was named as the service's process is bound to another one: taken in, he would take that along at his end. */
export function bondOf(process: ProcessFacts, wanted: Wanted): string | undefined {
  const { marks, pid } = process;
  const claim = claimOn(process, wanted);
  if (claim !== undefined || marks?.instance === undefined || isOurs(marks, wanted)) return claim;
  return `pid ${pid} was started from within ${show(marks.key)}${isOfConfig(marks, wanted) ? '' : ` of ${show(marks.config)}`}, and ends with that`;
}

/** What we start says of which config it is: of two with such a service, the wrong one would end it. */
function tellNameless({ pid }: ProcessFacts): string {
  return `pid ${pid} carries its key, and names no config (WATCHDOG_CONFIG): another one may have a service of that key. End it, or start it by the watchdog`;
}

function tellFormer({ marks, pid }: ProcessFacts): string {
  return `pid ${pid} was started as ${show(marks?.key)}, which the config has no more. End it by \`watchdog orphans --kill\`, or give the service that key again`;
}

function isOurs(marks: ProcessMarks, wanted: Wanted): boolean {
  return marks.key === wanted.key && isOfConfig(marks, wanted);
}

/** Where environments cannot be told whole, the key alone counts. */
function isOfConfig({ config }: ProcessMarks, { configPath }: Wanted): boolean {
  return (config ?? configPath) === configPath;
}
