// The processes of a machine, wherever they are read from. Knows nothing of what anyone wants with them.

import type { Liveness, ProcessFacts, ProcessId } from '../core/process.ts';
import type { CommandRow } from '../core/searched.ts';

/** The ways to see processes. */
export interface Processes {
  /** What became of a pid; the same identity as `known` is not looked at more closely. */
  lookAt(pid: number, known: ProcessId | undefined): Liveness;
  /** A child that we just started, even one that has ended since; `undefined` where that cannot be read. */
  childAtBirth(pid: number): ProcessFacts | undefined;
  /** Every living process; throws when it cannot be sure to see them all, since a gap would pass for a proof of death. */
  table(): readonly ProcessFacts[];
}

/** The same, for who looks for a process by its command line. */
export interface NamedProcesses extends Processes {
  /** Every living process but ourselves and what we run in; throws as `table` does. */
  commandTable(): readonly CommandRow[];
}
