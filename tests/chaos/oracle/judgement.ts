// Everything that one sight after another can show to be broken.

import type { Ledger } from '../nemesis/ledger.ts';
import { patienceWith } from '../stage/stage.ts';
import type { Wishes } from '../stage/wishes.ts';
import { checkCauses } from './causes.ts';
import { checkCopies } from './copies.ts';
import { createHistoryCheck } from './histories.ts';
import { createHoldCheck } from './holds.ts';
import { createIntentCheck } from './intents.ts';
import { createRestartCheck } from './restarts.ts';
import type { Sight } from './sight.ts';
import { createTenureCheck } from './tenures.ts';
import type { Violation } from './violations.ts';

/** What a sight is judged by. */
export type Judgement = (sight: Sight, wishes: Wishes) => readonly Violation[];

/** A judgement of sights to come; `isKilled` says whom the nemesis has ended. */
export function createJudgement(isKilled: Ledger['hasKilled']): Judgement {
  const intents = createIntentCheck(isKilled);
  const restarts = createRestartCheck(patienceWith);
  const histories = createHistoryCheck();
  const holds = createHoldCheck();
  const tenures = createTenureCheck();
  return (sight, wishes) => {
    const { services, harms, tables } = sight;
    return [
      ...harms.map((found): Violation => ({ invariant: 'I1', found })),
      ...checkCopies(services, wishes),
      ...intents.look(services, tables),
      ...tenures(sight),
      ...(tables === undefined
        ? []
        : [
            ...restarts(tables, sight.atBootMs),
            ...histories(tables),
            ...checkCauses(tables),
            ...holds(tables),
          ]),
    ];
  };
}
