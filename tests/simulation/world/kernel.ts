// Takes the place of the system calls that the host makes directly, so that its own code runs on the made-up machine. The
// bundler puts these in; one simulation runs at a time.

import { assertAlive, type Life } from '../invocation/life.ts';
import type { Machine } from './machine.ts';
import { lives, type Process } from './process.ts';
import { deliver } from './signals.ts';

/** Who calls, and what it calls upon. */
export interface Kernel {
  readonly machine: Machine;
  /** The invocation whose code runs now. */
  life: Life;
  /** Comes before every signal and every start; it may not come to pass. */
  before(deed: string, life: Life): void;
  /** Hears of every signal that hits somebody. */
  onSignal(it: Process, signal: string, life: Life): void;
}

/** What of an `AbortSignal` is asked for here. */
export interface CallOff {
  readonly reason: unknown;
  addEventListener(event: 'abort', listener: () => void): void;
}

let kernel: Kernel | undefined;

/** Has all calls answered by this kernel from now on. */
export function boot(next: Kernel): void {
  kernel = next;
}

/** The kernel that answers. */
export function current(): Kernel {
  if (kernel === undefined) throw new Error('no machine was made up');
  return kernel;
}

/** In place of `process.kill`. */
export function systemKill(pid: number, signal: string): true {
  const { machine, life, onSignal, before } = current();
  assertAlive(life);
  before(`signal ${signal} to ${pid}`, life);
  const aim = machine.processes.find(pid);
  if (aim === undefined) throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
  if (lives(aim)) onSignal(aim, signal, life);
  deliver(signal, aim, machine);
  return true;
}

/** In place of `process.hrtime`. */
export function systemTime(): [number, number] {
  const { monotonicMs } = current().machine.clocks.now();
  return [Math.floor(monotonicMs / 1000), (monotonicMs % 1000) * 1e6];
}

/** In place of `Date.now`. */
export function systemDate(): number {
  return current().machine.clocks.now().wallMs;
}

/** In place of `process`, where its pid is asked for. */
export const systemProcess = {
  get pid(): number {
    return current().life.pid;
  },
};

/** In place of `AbortController`: every wait that is called off makes an error and an event there, which took a tenth of the time. */
export function systemAbortController(): Pick<AbortController, 'abort'> & { readonly signal: CallOff } {
  const listeners: (() => void)[] = [];
  const signal: CallOff = {
    reason: 'called off',
    addEventListener: (_abort, listener) => listeners.push(listener),
  };
  return {
    signal,
    abort: () => {
      for (const listener of listeners) listener();
    },
  };
}
