// What /proc/PID/stat says of a process. Pure: knows no file.

import type { ProcessFacts } from '../core/process.ts';

/** The facts of one process but its marks, and whether it has ended. */
export interface ProcStat {
  readonly facts: ProcessFacts;
  /** Ended, though its parent may not have noticed yet. */
  readonly dead: boolean;
}

// The kernel shows times to programs in USER_HZ, which is 100 on every architecture Node runs on, whatever its own tick.
const MS_PER_TICK = 10;
const KERNEL_THREAD_FLAG = 0x0020_0000;

/** Reads the text of a stat file; `undefined` when it is not one. Times are told relative to the boot's wall clock time. */
export function parseProcStat(text: string, bootedAtMs: number): ProcStat | undefined {
  const fields = fieldsFromState(text, 20);
  const pid = Number.parseInt(text, 10);
  const startTicks = Number(fields[19]);
  if (!(pid > 0) || !(startTicks >= 0)) return undefined;
  const state = stateOfAll(fields[0] as string, Number(fields[17]));
  const facts = {
    pid,
    startTicks,
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    sid: Number(fields[3]),
    state,
    startedAtMs: bootedAtMs + startTicks * MS_PER_TICK,
    kernelThread: (Number(fields[6]) & KERNEL_THREAD_FLAG) !== 0,
    marks: undefined,
  };
  return { facts, dead: state === 'Z' || state === 'X' || state === 'x' };
}

/** The kernel's letter is the first thread's: where only that one has ended, the process lives on in its others. */
function stateOfAll(letter: string, threads: number): string {
  return letter === 'Z' && threads > 1 ? 'S' : letter;
}

/** Whether a process is known to have no environment: none was given to it, or it has no memory of its own. */
export function isWithoutEnvironment(text: string): boolean {
  const fields = fieldsFromState(text, 49);
  const [memoryBytes, codeStart, environmentStart, environmentEnd] = [20, 23, 47, 48].map((at) => fields[at]);
  // The kernel fills in where the code is only after the environment: without it the process is between two programs.
  return memoryBytes === '0' || (codeStart !== '0' && environmentStart === environmentEnd);
}

/**
 * The first fields of a stat file from the state on, which is its third. A program may put spaces and parentheses into its own name:
 * only the last ')' ends that.
 */
export function fieldsFromState(text: string, count: number): readonly string[] {
  return text.slice(text.lastIndexOf(')') + 2).split(' ', count);
}
