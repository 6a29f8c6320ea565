// Takes the place of `node:timers/promises` in what is simulated: waits are over when the made-up clock says so.

import { type CallOff, current } from './kernel.ts';

/** A wait by the monotonic clock of the machine; it ends with the invocation that waits. */
export function setTimeout<T>(ms = 1, value?: T, { signal }: { signal?: CallOff } = {}): Promise<T> {
  const { machine, life } = current();
  return new Promise((resolve, reject) => {
    const plan = machine.timers.at(machine.clocks.now().monotonicMs + Math.max(1, ms), () => {
      if (life.state === 'dead') return;
      current().life = life;
      resolve(value as T);
    });
    signal?.addEventListener('abort', () => {
      plan.isOff = true;
      reject(signal.reason);
    });
  });
}
