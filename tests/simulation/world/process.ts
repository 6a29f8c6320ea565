// One process of the made-up machine: what can be seen of it, and what only the world knows.

import type { ProcessFacts, ProcessMarks } from '../../../src/core/process.ts';
import type { Clocks } from './clocks.ts';

/** What it truly is, whatever it looks like: `loner` cleared its cookie on purpose, a `copy` was started by hand. */
export type Role = 'service' | 'copy' | 'loner' | 'script' | 'stranger' | 'watchdog';

/** How it takes signals. */
export interface Temper {
  readonly ignoresTerm: boolean;
  readonly termTakesMs: number;
  /** It forks when it is asked to end. */
  readonly forksOnTerm: boolean;
}

/** How a process ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** A process. */
export interface Process {
  readonly pid: number;
  readonly startTicks: number;
  readonly bornMs: number;
  readonly marks: ProcessMarks;
  readonly role: Role;
  /** The service it truly belongs to. */
  readonly key: string | undefined;
  /** All that descends from one start. */
  readonly family: number;
  readonly temper: Temper;
  ppid: number;
  pgid: number;
  sid: number;
  /** The name of the cgroup that it was put into, or born in. */
  cgroup: string | undefined;
  /** S, T, D, Z; X once it is gone. */
  state: string;
  /** No signal ends it before. */
  deathlessUntilMs: number;
  /** A TERM that waits for a stopped process to go on. */
  hasTermWaiting: boolean;
  /** The next beat, and how it is told; absent when it beats not, or no more. */
  beats: { nextMs: number; readonly everyMs: number; readonly status: string } | undefined;
  /** Who waits for its end. */
  readonly waiting: ((how: Ended) => void)[];
}

const MS_PER_TICK = 10;

/** The kernel's count of clock ticks since boot. */
export function ticksOf(bootMs: number): number {
  return Math.floor(bootMs / MS_PER_TICK);
}

/** Whether it runs, or could. */
export function lives({ state }: Process): boolean {
  return state !== 'Z' && state !== 'X';
}

/** What one look at it tells. */
export function factsOf(it: Process, clocks: Clocks): ProcessFacts {
  const { wallMs, bootMs } = clocks.now();
  return {
    pid: it.pid,
    startTicks: it.startTicks,
    ppid: it.ppid,
    pgid: it.pgid,
    sid: it.sid,
    state: it.state,
    startedAtMs: wallMs - bootMs + it.startTicks * MS_PER_TICK,
    kernelThread: false,
    marks: it.cgroup === undefined ? it.marks : { ...it.marks, cgroup: it.cgroup },
  };
}
