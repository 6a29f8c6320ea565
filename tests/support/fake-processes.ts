// The processes of a made-up machine: who lives, who has ended, and who will not end.

import type { ProcessFacts, ProcessMarks } from '../../src/core/process.ts';
import type { FakeClock } from './fake-clock.ts';

/** What is told of a process that begins. */
export interface Birth extends Partial<Omit<ProcessFacts, 'marks'>> {
  readonly marks?: Partial<ProcessMarks>;
}

/** The processes of a machine. */
export interface FakeProcesses {
  /** A process begins, by itself in its own session unless told otherwise. */
  begin(birth?: Birth): ProcessFacts;
  get(pid: number): ProcessFacts | undefined;
  all(): readonly ProcessFacts[];
  /** Those that carry the marks of a service. */
  of(key: string): readonly ProcessFacts[];
  /** It ends; whoever waits for it hears of it. */
  end(pid: number, how?: Ended): void;
  ended(pid: number): Promise<Ended>;
  endAll(): void;
}

/** How a process ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

const BY_SIGNAL: Ended = { exitCode: undefined, signal: 'SIGTERM' };
const TICKS_PER_MS = 0.1;

/** A machine on which nothing runs yet. */
export function createFakeProcesses(clock: FakeClock): FakeProcesses {
  const living = new Map<number, ProcessFacts>();
  const waiting = new Map<number, (how: Ended) => void>();
  let lastPid = 1000;
  const end: FakeProcesses['end'] = (pid, how = BY_SIGNAL) => {
    living.delete(pid);
    waiting.get(pid)?.(how);
  };
  return {
    begin: ({ marks, ...birth } = {}) => {
      const pid = birth.pid ?? ++lastPid;
      const { bootMs, wallMs } = clock.now();
      const process: ProcessFacts = {
        pid,
        startTicks: Math.floor(bootMs * TICKS_PER_MS),
        ppid: 1,
        pgid: pid,
        sid: pid,
        state: 'S',
        startedAtMs: wallMs,
        kernelThread: false,
        marks: { uid: 1000, instance: undefined, step: undefined, key: undefined, ...marks },
        ...birth,
      };
      living.set(pid, process);
      return process;
    },
    get: (pid) => living.get(pid),
    all: () => [...living.values()],
    of: (key) => [...living.values()].filter(({ marks }) => marks?.key === key),
    end,
    ended: (pid) => new Promise((resolve) => waiting.set(pid, resolve)),
    endAll: () => {
      for (const pid of [...living.keys()]) end(pid);
    },
  };
}
