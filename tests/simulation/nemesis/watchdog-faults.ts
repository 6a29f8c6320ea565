// What becomes of an invocation at work: it is killed, told to stop, or meets another one.

import type { Fault } from './fault.ts';

/** What may become of an invocation. */
export const WATCHDOG_FAULTS: readonly Fault[] = [
  {
    name: 'an invocation is killed while it waits',
    weight: 3,
    strike: ({ holder, killHolder }) => {
      const life = holder();
      killHolder();
      return life?.name;
    },
  },
  {
    name: 'an invocation is told to stop',
    weight: 2,
    strike: ({ holder }) => {
      const life = holder();
      if (life !== undefined) life.isStopping = true;
      return life?.name;
    },
  },
];
