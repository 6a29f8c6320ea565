// The made-up machine: clocks, processes, heartbeat files, and what is going to happen on it.

import { type Agenda, createAgenda } from './agenda.ts';
import { type Clocks, createClocks } from './clocks.ts';
import { createHeartbeats, type Heartbeats } from './heartbeats.ts';
import { createProcesses, type Processes } from './processes.ts';

/** The machine. */
export interface Machine {
  /** Whether programs of ours can be put into cgroups. */
  readonly hasCgroups: boolean;
  readonly clocks: Clocks;
  readonly processes: Processes;
  readonly heartbeats: Heartbeats;
  /** By true time: what the world does. */
  readonly agenda: Agenda;
  /** By the monotonic clock: what programs of ours wait for. */
  readonly timers: Agenda;
  /** Unique on this machine. */
  newMark(): string;
  /** The world goes on while nobody of ours runs. */
  pass(ms: number): void;
  /** Goes on to whatever comes next, of the world or of ours; not beyond a true time. */
  step(limitMs: number): void;
  /** The machine sleeps. */
  sleep(ms: number): void;
  /** The machine goes down and comes up. */
  reboot(lagMs: number): void;
}

const DOWN_MS = 30_000;
const BOOTING_MS = 20_000;

/** A machine that has been up for an hour, and on which nothing runs. */
export function createMachine(hasCgroups: boolean): Machine {
  const clocks = createClocks();
  const processes = createProcesses(clocks);
  const agenda = createAgenda();
  const timers = createAgenda();
  const heartbeats = createHeartbeats(clocks, processes);
  const happen = (from: Agenda, atMs: number) => {
    clocks.passTo(atMs);
    from.take()?.happen();
  };
  let marks = 0;
  return {
    newMark: () => {
      marks += 1;
      return `cookie-${marks}`;
    },
    hasCgroups,
    clocks,
    processes,
    heartbeats,
    agenda,
    timers,
    pass: (ms) => {
      const untilMs = clocks.trueMs() + ms;
      for (let next = agenda.nextMs(); next !== undefined && next <= untilMs; next = agenda.nextMs())
        happen(agenda, next);
      clocks.passTo(untilMs);
    },
    step: (limitMs) => {
      const world = agenda.nextMs() ?? Number.POSITIVE_INFINITY;
      const timer = timers.nextMs();
      const ours = timer === undefined ? Number.POSITIVE_INFINITY : clocks.trueAt(timer);
      if (Math.min(world, ours) > limitMs) clocks.passTo(limitMs);
      else if (ours <= world) happen(timers, ours);
      else happen(agenda, world);
    },
    sleep: (ms) => {
      heartbeats.settle();
      clocks.sleep(ms);
      for (const { beats } of processes.all())
        if (beats !== undefined) beats.nextMs = Math.max(beats.nextMs, clocks.trueMs());
    },
    reboot: (lagMs) => {
      heartbeats.settle();
      processes.endAll();
      timers.clear();
      clocks.passTo(clocks.trueMs() + DOWN_MS);
      clocks.boot(lagMs);
      clocks.passTo(clocks.trueMs() + BOOTING_MS);
    },
  };
}
