// How processes take signals: at once or after a while, never, or only when they go on.

import type { Machine } from './machine.ts';
import { lives, type Process } from './process.ts';

const KILLED = { exitCode: undefined, signal: 'SIGKILL' };
const TERMINATED = { exitCode: undefined, signal: 'SIGTERM' };
const SOON_MS = 1;
const ASKS_TO_END = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT']);

/** Delivers a signal, as the kernel does; it takes effect a moment later. */
export function deliver(signal: string, it: Process, machine: Machine): void {
  if (!lives(it)) return;
  machine.processes.beforeChange(it);
  if (signal === 'SIGKILL') endSoon(it, machine);
  else if (ASKS_TO_END.has(signal)) term(it, machine);
  else if (signal === 'SIGSTOP' && it.state === 'S') it.state = 'T';
  else if (signal === 'SIGCONT' && it.state === 'T') goOn(it, machine);
}

/** Who sleeps in the kernel dies when that is over. */
function endSoon(it: Process, { clocks, agenda, processes }: Machine): void {
  const atMs = Math.max(clocks.trueMs() + SOON_MS, it.deathlessUntilMs);
  agenda.at(atMs, () => processes.end(it, KILLED));
}

function goOn(it: Process, machine: Machine): void {
  it.state = 'S';
  if (it.beats !== undefined) it.beats.nextMs = Math.max(it.beats.nextMs, machine.clocks.trueMs());
  if (it.hasTermWaiting) term(it, machine);
}

function term(it: Process, machine: Machine): void {
  if (it.temper.ignoresTerm) return;
  if (it.state === 'T') {
    it.hasTermWaiting = true;
    return;
  }
  if (it.temper.forksOnTerm) fork(it, machine);
  const atMs = Math.max(machine.clocks.trueMs() + SOON_MS + it.temper.termTakesMs, it.deathlessUntilMs);
  machine.agenda.at(atMs, () => {
    if (it.state === 'T') it.hasTermWaiting = true;
    else machine.processes.end(it, TERMINATED);
  });
}

/** A child like its parent, in its parent's session or in one of its own. */
export function fork(parent: Process, { processes }: Machine, escapes = false): Process {
  const { pid, marks, role, key, family, pgid, sid, cgroup } = parent;
  const temper = { ...parent.temper, forksOnTerm: false };
  const inherited = { marks, role, key, family, temper, cgroup };
  return processes.begin(escapes ? inherited : { ...inherited, ppid: pid, pgid, sid });
}
