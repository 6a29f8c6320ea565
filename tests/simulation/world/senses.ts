// How an invocation sees the made-up machine; now and then it is blind for a while. Remembers what it was answered.

import type { HeartbeatReading } from '../../../src/core/heartbeat.ts';
import type { Liveness, ProcessFacts, ProcessId } from '../../../src/core/process.ts';
import type { Processes as Sight } from '../../../src/host/processes.ts';
import type { Machine } from './machine.ts';
import { factsOf, lives, type Process } from './process.ts';

/** What an invocation sees, and how often it looked. */
export interface Senses extends Sight {
  readHeartbeat(key: string): HeartbeatReading;
  /** Until then processes of a service cannot be looked at. */
  blindFor(key: string, untilMs: number): void;
  /** Until then the table cannot be read whole. */
  blindTableUntilMs: number;
  /** Services of which the heartbeat, or the process that it names, could not be looked at when last tried. */
  readonly unseen: Set<string>;
  readonly looks: { count: number; tables: number };
}

/** Senses for a machine. */
export function createSenses(machine: Machine): Senses {
  const { clocks, processes, heartbeats } = machine;
  const blindUntil = new Map<string, number>();
  let reading: { readonly key: string; readonly pid: number | undefined } | undefined;
  const isBlind = (key: string | undefined) =>
    key !== undefined && (blindUntil.get(key) ?? 0) > clocks.trueMs();
  const look = (pid: number, known: ProcessId | undefined): Liveness => {
    const it = processes.find(pid);
    if (it !== undefined && isBlind(it.key)) return { kind: 'unknown', why: `/proc/${pid}: EMFILE` };
    return livenessOf(it, known, machine);
  };
  /** Without a file, a process on record that is seen to be dead tells enough; with one, the process that it names must be seen. */
  const note = (
    { key, pid: named }: { readonly key: string; readonly pid: number | undefined },
    pid: number,
    { found, known }: { found: Liveness; known: ProcessId | undefined },
  ) => {
    if (found.kind === 'unknown' && (named ?? pid) === pid) senses.unseen.add(key);
    else if (named === undefined && isDead(found, known)) senses.unseen.delete(key);
  };
  const senses: Senses = {
    unseen: new Set(),
    looks: { count: 0, tables: 0 },
    blindTableUntilMs: 0,
    blindFor: (key, untilMs) => blindUntil.set(key, untilMs),
    readHeartbeat: (key) => {
      const found = heartbeats.read(key);
      reading = { key, pid: found.kind === 'read' ? found.heartbeat.pid : undefined };
      if (found.kind === 'unreadable') senses.unseen.add(key);
      else senses.unseen.delete(key);
      return found;
    },
    lookAt: (pid, known) => {
      senses.looks.count += 1;
      const found = look(pid, known);
      if (reading !== undefined) note(reading, pid, { found, known });
      return found;
    },
    childAtBirth: (pid) => {
      const it = processes.find(pid);
      return it && factsOf(it, clocks);
    },
    table: () => {
      senses.looks.tables += 1;
      if (senses.blindTableUntilMs > clocks.trueMs())
        throw new Error('/proc: EMFILE; the table is not whole');
      return wholeTable(machine);
    },
  };
  return senses;
}

function isDead(found: Liveness, known: ProcessId | undefined): boolean {
  return found.kind === 'dead' || (found.kind === 'alive' && found.process.startTicks !== known?.startTicks);
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
