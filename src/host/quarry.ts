// The processes that a termination is after: who of them lives, what was sent to them, and why some cannot be ended.
// Does not know in which order, nor for how long, they are asked to end.

import type { ProcessFacts, ProcessId } from '../core/process.ts';
import { createEnclosures } from './enclosures.ts';
import type { Selection, SignalOutcome } from './host.ts';
import type { Processes } from './processes.ts';
import type { SendSignal, Signal } from './send-signal.ts';

/** What a termination needs of the machine. */
export interface Reach {
  readonly processes: Processes;
  readonly sendSignal: SendSignal;
}

/** The processes that a termination is after. */
export interface Quarry {
  /** Those that live now: what the selection picks, and whatever it ever picked. Throws when the table cannot be read. */
  search(): readonly ProcessFacts[];
  /** Whether any of those found so far lives and can be signalled; cheaper than a search, and blind to newcomers. */
  isAnyLeft(): boolean;
  /** Signals each of them. */
  signal(targets: readonly ProcessFacts[], signal: Signal): void;
  /** Kills those whom a cgroup of their own holds, all at once. */
  killEnclosed(): void;
  /** The cgroups of theirs in which something lives, though we may see nobody. */
  populated(): readonly string[];
  /** Removes what held them, once it is empty. */
  removeEmpty(): void;
  /** How many were found in all. */
  count(): number;
  /** In words, why these live on. */
  explain(survivors: readonly ProcessFacts[]): string;
}

/** Starts to keep track of what the selection picks. */
export function createQuarry({ processes, sendSignal }: Reach, selection: Selection): Quarry {
  const found = new Map<string, ProcessFacts>();
  const outcomes = new Map<string, SignalOutcome>();
  const enclosures = createEnclosures();
  const asNow = (it: ProcessFacts): ProcessFacts | undefined => {
    const seen = processes.lookAt(it.pid, it);
    if (seen.kind === 'unknown') return it;
    const isSame = seen.kind === 'alive' && seen.process.startTicks === it.startTicks;
    return isSame ? { ...seen.process, marks: it.marks } : undefined;
  };
  const isBeyondUs = (it: ProcessId): boolean => {
    const kind = outcomes.get(identity(it))?.kind;
    return kind === 'not_permitted' || kind === 'refused';
  };
  return {
    search: () => {
      // A child known only by its parent is no longer picked once that one is dead, and is still what we are after.
      const table = processes.table();
      const picked = new Map(selection(table).map((it) => [identity(it), it]));
      for (const [key, it] of found) {
        const now = picked.has(key) ? undefined : asNow(it);
        if (now !== undefined) picked.set(key, now);
      }
      for (const [key, it] of picked) found.set(key, it);
      const all = [...picked.values()];
      enclosures.follow(table, all);
      return all;
    },
    isAnyLeft: () => [...found.values()].some((it) => !isBeyondUs(it) && asNow(it) !== undefined),
    signal: (targets, signal) => {
      for (const it of targets) outcomes.set(identity(it), sendSignal(it, signal));
    },
    killEnclosed: enclosures.kill,
    populated: enclosures.populated,
    removeEmpty: enclosures.remove,
    count: () => found.size,
    explain: (survivors) => survivors.map((it) => explainOne(it, outcomes.get(identity(it)))).join('; '),
  };
}

function identity({ pid, startTicks }: ProcessId): string {
  return `${pid} ${startTicks}`;
}

function explainOne({ pid, state }: ProcessFacts, outcome: SignalOutcome | undefined): string {
  if (outcome?.kind === 'refused') return `${pid}: must not be signalled: ${outcome.why}`;
  if (outcome?.kind === 'not_permitted') {
    return `${pid}: we may not signal a process of user ${outcome.ownerUid ?? 'unknown'}`;
  }
  if (state === 'D') return `${pid}: sleeps in the kernel where no signal reaches it (state D)`;
  return `${pid}: still lives after KILL (state ${state})`;
}
