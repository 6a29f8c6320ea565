// How an invocation sees the made-up machine; now and then it is blind for a while. Remembers what it was answered.

import type { HeartbeatReading } from '../../../src/core/heartbeat.ts';
import type { Liveness, ProcessFacts, ProcessId } from '../../../src/core/process.ts';
import type { Processes as Sight } from '../../../src/host/processes.ts';
import { current } from './kernel.ts';
import type { Machine } from './machine.ts';
import { factsOf, lives, type Process } from './process.ts';

/** All that was seen of one service when it was last looked at. */
export interface Glimpse {
  readonly file: HeartbeatReading;
  readonly looks: Look[];
  /** The table was asked for, and could not be read. */
  isTableBlind: boolean;
}

/** One look at a process, perhaps at one that is already known. */
export interface Look {
  readonly pid: number;
  readonly known: ProcessId | undefined;
  readonly found: Liveness;
}

/** What an invocation sees, and how often it looked. */
export interface Senses extends Sight {
  readHeartbeat(key: string): HeartbeatReading;
  /** Until then processes of a service cannot be looked at. */
  blindFor(key: string, untilMs: number): void;
  /** Until then the table cannot be read whole. */
  blindTableUntilMs: number;
  /** Whatever is looked at from now on is no look at a service. */
  lookAway(): void;
  /** By service. To look at one begins with its heartbeat. */
  readonly glimpses: ReadonlyMap<string, Glimpse>;
  /** How often it looked: at a process, at all of them, and at all of them in vain. */
  readonly looks: { count: number; tables: number; blind: number };
}

/** Senses for a machine. */
export function createSenses(machine: Machine): Senses {
  const { clocks, processes, heartbeats } = machine;
  const blindUntil = new Map<string, number>();
  const glimpses = new Map<string, Glimpse>();
  let glimpse: Glimpse | undefined;
  const isBlind = (key: string | undefined) =>
    key !== undefined && (blindUntil.get(key) ?? 0) > clocks.trueMs();
  const look = (pid: number, known: ProcessId | undefined): Liveness => {
    const it = processes.find(pid);
    if (it !== undefined && isBlind(it.key)) return { kind: 'unknown', why: `/proc/${pid}: EMFILE` };
    return livenessOf(it, known, machine);
  };
  const senses: Senses = {
    glimpses,
    looks: { count: 0, tables: 0, blind: 0 },
    blindTableUntilMs: 0,
    lookAway: () => {
      glimpse = undefined;
    },
    blindFor: (key, untilMs) => blindUntil.set(key, untilMs),
    readHeartbeat: (key) => {
      const file = heartbeats.read(key);
      glimpse = { file, looks: [], isTableBlind: false };
      glimpses.set(key, glimpse);
      return file;
    },
    lookAt: (pid, known) => {
      senses.looks.count += 1;
      const found = look(pid, known);
      glimpse?.looks.push({ pid, known, found });
      return found;
    },
    childAtBirth: (pid) => {
      const it = processes.find(pid);
      // Whoever else has the number here got it from a child that is dead, and not yet seen to be.
      return it?.ppid === current().life.pid ? factsOf(it, clocks) : undefined;
    },
    table: () => {
      senses.looks.tables += 1;
      if (senses.blindTableUntilMs <= clocks.trueMs()) return wholeTable(machine);
      senses.looks.blind += 1;
      if (glimpse !== undefined) glimpse.isTableBlind = true;
      throw new Error('/proc: EMFILE; the table is not whole');
    },
  };
  return senses;
}

function wholeTable({ processes, clocks }: Machine): readonly ProcessFacts[] {
  return processes.living().map((it) => factsOf(it, clocks));
}

function livenessOf(it: Process | undefined, known: ProcessId | undefined, { clocks }: Machine): Liveness {
  if (it === undefined) return { kind: 'dead', why: 'gone' };
  if (!lives(it)) return { kind: 'dead', why: 'zombie' };
  const process = factsOf(it, clocks);
  const isKnown = known?.pid === it.pid && known.startTicks === it.startTicks;
  return { kind: 'alive', process: isKnown ? { ...process, marks: undefined } : process };
}
