// Whether the process that a pidfile names may be taken for the service. The file is a claim: it may be an old one whose number has
// passed on, or somebody else's. Knows nothing of how it is read.

import { ambiguityOf } from './insider.ts';
import { isSameProcess, type Liveness, type ProcessFacts } from './process.ts';
import { claimOn, mayBe, type Wanted } from './search.ts';
import { none, type PidfileReading, type Search, untold } from './searched.ts';
import { show } from './show.ts';

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
export function searchByPidfile(word: PidfileWord, wanted: Wanted): Search {
  const { path, reading, named } = word;
  if (reading.kind === 'missing') return none(`there is no pidfile ${path}`);
  if (reading.kind === 'unusable') return untold(`${path}: ${reading.problem}`);
  const { pid, writtenAtMs } = reading;
  if (named === undefined || named.kind === 'unknown')
    return untold(named?.why ?? `pid ${pid} was not looked at`);
  if (named.kind === 'dead') return none(`pid ${pid}, which ${path} names, is gone`);
  const { process } = named;
  if (process.startedAtMs > writtenAtMs + SLACK_MS && hasPassedOn(process, wanted))
    return none(`pid ${pid}, which ${path} names, now belongs to a program that began after it was written`);
  const problem =
    strangeness(process, wanted) ?? untimely(process, writtenAtMs, wanted) ?? distrust(word, process, wanted);
  return problem === undefined
    ? { kind: 'found', process }
    : untold(`${path} does not vouch for pid ${pid}: ${problem}`);
}

/**
 * Whether a number is certainly another program's by now. That the file is older shows it only while nobody has set the clock, by
 * which files are dated and processes are not: it needs a second sign.
 */
function hasPassedOn(process: ProcessFacts, { key, others }: Wanted): boolean {
  if (process.kernelThread || (process.marks?.key ?? key) !== key) return true;
  const { leader, beating } = others.records.get(key)?.instance ?? {};
  return [leader, beating].some((own) => own?.pid === process.pid && !isSameProcess(own, process));
}

function untimely({ startedAtMs }: ProcessFacts, writtenAtMs: number, { seen }: Wanted): string | undefined {
  if (startedAtMs > writtenAtMs + SLACK_MS)
    return 'it began after that was written, or the clock was set since. Remove the file if it is an old one';
  return writtenAtMs > seen.at.wallMs + SLACK_MS
    ? 'it was written in the future, or the clock was set back since, so that it may be older than any process'
    : undefined;
}

function strangeness(process: ProcessFacts, wanted: Wanted): string | undefined {
  const { kernelThread, marks } = process;
  if (kernelThread) return 'it is a thread of the kernel';
  if (marks === undefined) return 'we may not see whose it is';
  if (marks.uid !== wanted.uid) return `it is of user ${marks.uid}; expected user ${wanted.uid}`;
  const claim = claimOn(process, wanted);
  if (claim !== undefined || mayBe(process, wanted)) return claim;
  return marks.key === undefined
    ? 'it is in another pid namespace, as in a container'
    : `it belongs to ${show(marks.key)}`;
}

function distrust(
  { reading, exposure }: PidfileWord,
  { marks, pid }: ProcessFacts,
  { insiders }: Wanted,
): string | undefined {
  if (reading.kind !== 'read') return undefined;
  const { ownerUid } = reading;
  // A file of somebody else's may name any process of ours.
  if (ownerUid !== 0 && ownerUid !== marks?.uid) return `it belongs to user ${ownerUid}`;
  return exposure ?? (marks?.key === undefined ? ambiguityOf(pid, ownerUid, insiders) : undefined);
}
