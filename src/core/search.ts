// Which process is the service, where no heartbeat and no record of a living one tells: what its pidfile names, whose command
// line matches, or who carries its key. Never one of several by chance. Knows nothing of how processes are looked at.

import { adopt } from './adopt.ts';
import { giverOf } from './cookie.ts';
import { matchesGlob } from './glob.ts';
import type { Observation } from './observation.ts';
import { hasOptedOut, isDeadState, type Liveness, type ProcessFacts } from './process.ts';
import type { CommandRow, PidfileReading, Search } from './searched.ts';
import { show } from './show.ts';
import { treeOf } from './tree.ts';

/** Which process is sought. */
export interface Wanted {
  readonly key: string;
  /** Of whom it may be. */
  readonly uid: number;
  /** Where and when. */
  readonly seen: Pick<Observation, 'at' | 'pidNamespace'>;
  /** The cookie of an instance that had begun well, and whose own process is dead: who has it is what that has left. */
  readonly past?: string | undefined;
}

/** A pidfile, what became of the process that it names, and who else could have written it. */
export interface PidfileWord {
  readonly path: string;
  readonly reading: PidfileReading;
  readonly named: Liveness | undefined;
  readonly exposure: string | undefined;
}

/** A process' start is known to the tick and a file's time to its file system. */
const SLACK_MS = 2000;

/** The process that a pidfile names, when it may be taken for the service. */
export function searchByPidfile({ path, reading, named, exposure }: PidfileWord, wanted: Wanted): Search {
  if (reading.kind === 'missing') return none(`there is no pidfile ${path}`);
  if (reading.kind === 'unusable') return untold(`${path}: ${reading.problem}`);
  const { pid, ownerUid, writtenAtMs } = reading;
  if (named === undefined || named.kind === 'unknown')
    return untold(named?.why ?? `pid ${pid} was not looked at`);
  if (named.kind === 'dead') return none(`pid ${pid}, which ${path} names, is gone`);
  const { process } = named;
  if (process.startedAtMs > writtenAtMs + SLACK_MS)
    return none(`pid ${pid}, which ${path} names, now belongs to a program that began after it was written`);
  const problem =
    strangeness(process, wanted) ??
    (vouches(ownerUid, process) ? exposure : `it belongs to user ${ownerUid}`);
  return problem === undefined
    ? { kind: 'found', process }
    : untold(`${path} does not vouch for pid ${pid}: ${problem}`);
}

/** The process whose whole command line matches. */
export function searchByCommand(pattern: string, rows: readonly CommandRow[], wanted: Wanted): Search {
  const matching = rows.filter(
    ({ command, process, uid }) =>
      matchesGlob(pattern, command) && (uid ?? wanted.uid) === wanted.uid && mayBe(process, wanted.key),
  );
  const unseen = matching.find(({ uid }) => uid === undefined);
  if (unseen !== undefined) return untold(`we may not see whose process pid ${unseen.process.pid} is`);
  const what = `command line matches ${show(pattern)}`;
  if (matching.length === 0) return none(`no process of user ${wanted.uid} lives whose ${what}`);
  const table = rows.map(({ process }) => process);
  return theOneAmong(
    matching.map(({ process }) => process),
    { table, wanted, what: `whose ${what}` },
  );
}

/** The process that was started for the service by this very config, though it is not on record. */
export function searchByKey(configPath: string, table: readonly ProcessFacts[], wanted: Wanted): Search {
  const carriers = table.filter(
    ({ marks, state }) =>
      marks?.instance !== undefined &&
      marks.instance !== wanted.past &&
      marks.key === wanted.key &&
      (marks.config ?? configPath) === configPath &&
      giverOf(marks) === wanted.uid &&
      !isDeadState(state),
  );
  if (carriers.length === 0) return none('nothing of it is on record, or lives');
  return theOneAmong(carriers, { table, wanted, what: 'that carry its key' });
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

/** Whoever says that he is another service's, a recovery script's, or nobody's, is none of ours. */
function mayBe({ kernelThread, marks, state }: ProcessFacts, key: string): boolean {
  if (kernelThread || isDeadState(state)) return false;
  if (marks === undefined) return true;
  const isScript = marks.step !== undefined && marks.instance === undefined;
  return !isScript && !hasOptedOut(marks) && (marks.key === undefined || marks.key === key);
}

function strangeness(process: ProcessFacts, { key, uid }: Wanted): string | undefined {
  const { kernelThread, marks } = process;
  if (kernelThread) return 'it is a thread of the kernel';
  if (marks === undefined) return 'we may not see whose it is';
  if (marks.uid !== uid) return `it is of user ${marks.uid}; expected user ${uid}`;
  return mayBe(process, key) ? undefined : `it belongs to ${show(marks.key)}`;
}

/** A file of somebody else's may name any process of ours. */
function vouches(ownerUid: number, { marks }: ProcessFacts): boolean {
  return ownerUid === 0 || ownerUid === marks?.uid;
}

function none(why: string): Search {
  return { kind: 'none', why };
}

function untold(why: string): Search {
  return { kind: 'untold', why };
}
