// Limits, brakes and the budget together: what one of them decides is what the next one sees.

import { RELEASED } from '../../../src/core/brake-state.ts';
import { decide } from '../../../src/core/decide.ts';
import { SOUND } from '../../../src/core/host-trouble.ts';
import { type Decided, restrain } from '../../../src/core/restrain.ts';
import { at } from '../../support/core/moments.ts';
import { aSituation, aState, judgedAs } from '../../support/core/services.ts';
import { aService } from '../../support/supervised-service.ts';

/** A living service that has gone bad twice in a row. */
function bad(key: string, critical = false): Decided {
  const judged = judgedAs({ verdict: 'timed_out', proven: false });
  const state = aState({ streak: { count: 2, lastBadMs: 0 } });
  const service = aService(key, { critical });
  const decision = decide(aSituation({ judged, state, policy: service }));
  return { service, judged, decision, wasUp: true, before: state, state };
}

test('during a mass failure somebody is tried whom the budget lets start', () => {
  const all = [bad('a'), bad('b'), bad('c'), bad('db', true)];
  const decided = new Map(all.map((one) => [one.service.key, one]));
  const before = { ...RELEASED, incident: { since: at(-60), tried: [] }, spent: [at(-10)] };
  const brakes = restrain(before, decided, {
    config: { groups: [], maxRestartsPerHour: 1 },
    now: at(0),
    clock: undefined,
    observeOnly: undefined,
    hostState: SOUND,
    startFaultOf: () => undefined,
  });
  expect(brakes.incident?.tried).toEqual(['db']);
  expect([...decided.values()].map(({ decision }) => decision.reason)).toEqual([
    'mass_failure',
    'mass_failure',
    'mass_failure',
    'threshold_reached',
  ]);
});
