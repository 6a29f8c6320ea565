// Clocks jump, the machine sleeps or boots, processes cannot be seen or started, and the disk is full.

import type { Fault, Targets } from './fault.ts';
import { someKey } from './fault.ts';

const MINUTE_MS = 60_000;

function forAWhile({ machine, random }: Targets): number {
  return machine.clocks.trueMs() + random.whole(100, 2 * MINUTE_MS);
}

function step(sign: 1 | -1): Fault['strike'] {
  return ({ machine, random, mood }) => {
    if (mood.isWallSteady && sign < 0) return undefined;
    const ms = sign * (random.pick([3000, 30_000, 10 * MINUTE_MS, 180 * MINUTE_MS]) as number);
    machine.heartbeats.settle();
    machine.clocks.step(ms);
    return `by ${ms / 1000} s`;
  };
}

/** What may become of the machine. */
export const MACHINE_FAULTS: readonly Fault[] = [
  { name: 'the wall clock is set forward', weight: 1, strike: step(1) },
  { name: 'the wall clock is set back', weight: 1, strike: step(-1) },
  {
    name: 'the machine sleeps',
    weight: 1,
    strike: ({ machine, random }) => {
      const ms = random.whole(15_000, 120 * MINUTE_MS);
      machine.sleep(ms);
      return `for ${ms / 1000} s`;
    },
  },
  {
    name: 'the machine reboots',
    weight: 0.3,
    strike: (targets) => {
      targets.killHolder();
      const lagMs =
        !targets.mood.isWallSteady && targets.random.happens(0.3) ? targets.random.whole(0, 3_600_000) : 0;
      targets.machine.reboot(lagMs);
      return `with a clock that lags ${lagMs / 1000} s`;
    },
  },
  {
    name: 'a process cannot be looked at',
    weight: 2,
    strike: (targets) => {
      const key = someKey(targets);
      targets.senses.blindFor(key, forAWhile(targets));
      return key;
    },
  },
  {
    name: 'the process table cannot be read',
    weight: 1,
    strike: (targets) => {
      targets.senses.blindTableUntilMs = forAWhile(targets);
      return 'EMFILE';
    },
  },
  {
    name: 'nothing can be started',
    weight: 1,
    strike: (targets) => {
      targets.mood.refusingUntilMs = forAWhile(targets);
      return 'EAGAIN';
    },
  },
  {
    name: 'the disk is full',
    weight: 2,
    strike: (targets) => {
      targets.fullUntilMs = forAWhile(targets);
      return 'ENOSPC';
    },
  },
];
