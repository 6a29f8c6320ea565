// I6: only the holder of the lease acts, and no more once it has given it back. I7: a pass looks a bounded number of times,
// and an invocation keeps its word about when it is heard of again, and ends.

import type { Life } from '../invocation/life.ts';
import type { Witness } from './witness.ts';

/** Watches the time and the acts of the invocation at work. */
export interface BoundCheck {
  began(): void;
  acts(deed: string, life: Life): void;
  promised(life: Life, ms: number): void;
  stillAt(life: Life): void;
  beforePass(): void;
  afterPass(): void;
}

const LOOKS_A_SERVICE = 6;
/** Whether it lives, and whether it could be started again. */
const TABLES_A_SERVICE = 2;
/** What a holder of the lease may be late by before others take it to hang. */
const PATIENCE_MS = 300_000;
/** Every recovery of a config one after another, twice, and all that may be asked for meanwhile. */
const LONGEST_MS = 1_200_000;

/** Watches from now on. */
export function createBoundCheck(witness: Witness): BoundCheck {
  const { machine, senses, findings } = witness;
  let beganMs = 0;
  let dueMs = 0;
  const awakeMs = (life: Life) => machine.clocks.now().monotonicMs - life.stoppedMs;
  return {
    began: () => {
      beganMs = machine.clocks.now().monotonicMs;
      dueMs = beganMs;
    },
    acts: (deed, life) => {
      if (life.state === 'over')
        findings.violate('I6', `${life.name} gave the lease back, and then: ${deed}`);
      else if (life !== witness.holder()) findings.violate('I6', `${life.name} has no lease: ${deed}`);
    },
    promised: (life, ms) => {
      dueMs = Math.max(dueMs, awakeMs(life) + ms);
    },
    stillAt: (life) => {
      const nowMs = awakeMs(life);
      if (nowMs > dueMs + PATIENCE_MS)
        findings.violate('I7', `${life.name} is overdue by ${nowMs - dueMs} ms`);
      if (nowMs - beganMs > LONGEST_MS)
        findings.violate('I7', `${life.name} works for ${nowMs - beganMs} ms`);
    },
    beforePass: () => Object.assign(senses.looks, { count: 0, tables: 0 }),
    afterPass: () => {
      const { count, tables } = senses.looks;
      // What dead invocations left of those that are configured no more is looked at too.
      const services = witness.keys.length;
      if (count > LOOKS_A_SERVICE * services || tables > TABLES_A_SERVICE * services)
        findings.violate('I7', `a pass looked ${count} times, and ${tables} times at all processes`);
    },
  };
}
