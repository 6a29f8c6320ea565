// Looks again and again, and holds what it sees against the promises. It shares no rule with the product.

import type { Ledger } from '../nemesis/ledger.ts';
import type { Stage } from '../stage/stage.ts';
import type { Wishes } from '../stage/wishes.ts';
import { createJudgement } from './judgement.ts';
import type { RecoveryTimes } from './recovery-times.ts';
import { look, type Sight } from './sight.ts';
import type { Violations } from './violations.ts';

/** Who looks. */
export interface Oracle {
  /** Looks once more, judges, and answers what was seen. */
  look(): Sight;
  readonly looks: { all: number; withoutTables: number };
}

/** An oracle that has seen nothing yet. */
export function createOracle(stage: Stage, { ledger, violations, wishes }: Means): Oracle {
  const judge = createJudgement(ledger.hasKilled);
  const looks = { all: 0, withoutTables: 0 };
  return {
    looks,
    look: () => {
      const sight = look(stage);
      looks.all += 1;
      if (sight.tables === undefined) looks.withoutTables += 1;
      violations.add(...judge(sight, wishes));
      return sight;
    },
  };
}

/** What it goes by, and where it takes down what it finds. */
interface Means {
  readonly ledger: Ledger;
  readonly violations: Violations;
  readonly wishes: Wishes;
}

const SHORTEST_REST_MS = 200;
/** Looking may take this share of the time, on a machine that has other things to do. */
const SHARE = 0.2;

/** Looks again and again, and has the time taken of what is seen; until it is stopped. */
export function keepLooking(oracle: Oracle, times: RecoveryTimes): { stop(): void } {
  let timer: NodeJS.Timeout;
  const lookOnce = () => {
    const began = performance.now();
    times.look(oracle.look());
    timer = setTimeout(lookOnce, Math.max(SHORTEST_REST_MS, (performance.now() - began) / SHARE));
  };
  lookOnce();
  return { stop: () => clearTimeout(timer) };
}
