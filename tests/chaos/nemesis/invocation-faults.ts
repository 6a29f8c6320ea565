// Invocations are killed, stopped for a while, and told to end, at any instant.

import type { Fault, Targets } from './fault.ts';

function send(signal: NodeJS.Signals): Fault['strike'] {
  return ({ working, random }) => random.pick([...working])?.child.kill(signal) ?? false;
}

function pause(targets: Targets): boolean {
  const invocation = targets.random.pick([...targets.working]);
  if (invocation?.child.kill('SIGSTOP') !== true) return false;
  targets.later(3 * targets.stage.paceMs, () => invocation.child.kill('SIGCONT'));
  return true;
}

/** What may become of invocations. */
export const INVOCATION_FAULTS: readonly Fault[] = [
  { name: 'an invocation is killed', weight: 5, strike: send('SIGKILL') },
  { name: 'an invocation is stopped for a while', weight: 4, strike: pause },
  { name: 'an invocation is told to end', weight: 1, strike: send('SIGTERM') },
];
