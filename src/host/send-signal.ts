// The one gate through which every signal goes: looks again at whom it would hit, in the same breath.
// Does not know why anyone is signalled.

import type { Liveness, ProcessFacts, ProcessId } from '../core/process.ts';
import type { Signal as ConfiguredSignal } from '../core/signal.ts';
import { errorCode } from './error-code.ts';
import type { SignalOutcome } from './host.ts';
import type { Processes } from './processes.ts';

/** The signals we send: what is configured, and what it takes to hold processes still. */
export type Signal = ConfiguredSignal | 'SIGSTOP';

/** Signals one process, never a group. */
export type SendSignal = (target: ProcessId, signal: Signal) => SignalOutcome;

/** Makes the gate: it refuses what is no target, finds gone what is no longer the same process, and signals the rest. */
export function createSendSignal(lookAt: Processes['lookAt']): SendSignal {
  return (target, signal) => {
    const { pid, startTicks } = target;
    // `process.kill` takes '', [], false and -0 for 0, our own group, and a negative number for a group.
    if (!Number.isSafeInteger(pid) || pid < 2) return refused('not a process id from 2 up');
    if (isOurselvesOrAbove(pid, lookAt)) return refused('it is ourselves or an ancestor of ours');
    const seen = lookAt(pid, undefined);
    if (seen.kind !== 'alive') return notAlive(seen);
    if (seen.process.startTicks !== startTicks) return { kind: 'gone' };
    if (seen.process.kernelThread) return refused('it is a kernel thread');
    return kill(seen.process, signal);
  };
}

function kill(target: ProcessFacts, signal: Signal): SignalOutcome {
  try {
    process.kill(target.pid, signal);
    return { kind: 'sent' };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ESRCH') return { kind: 'gone' };
    if (code === 'EPERM') return { kind: 'not_permitted', ownerUid: target.marks?.uid };
    return refused(`the system answered ${code}`);
  }
}

function notAlive(seen: Exclude<Liveness, { kind: 'alive' }>): SignalOutcome {
  if (seen.kind === 'unknown') return refused(seen.why);
  return seen.why === 'not_a_process' ? refused('it is a thread, not a process') : { kind: 'gone' };
}

/** Whether a pid is our own or that of an ancestor of ours. */
export function isOurselvesOrAbove(pid: number, lookAt: Processes['lookAt']): boolean {
  const passed = new Set<number>();
  let above = process.pid;
  while (above > 1 && !passed.has(above)) {
    if (above === pid) return true;
    passed.add(above);
    const seen = lookAt(above, undefined);
    above = seen.kind === 'alive' ? seen.process.ppid : 0;
  }
  return false;
}

function refused(why: string): SignalOutcome {
  return { kind: 'refused', why };
}
