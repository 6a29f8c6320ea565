// Whether a pass found anything down, which is what a check exits by.

import { isAnyDown } from '../../../src/commands/check-report.ts';
import { RELEASED } from '../../../src/core/brake-state.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { at } from '../../support/core/moments.ts';
import { aSituation, aState, judgedAs } from '../../support/core/services.ts';
import { aService } from '../../support/supervised-service.ts';

const OFF = aState({ desired: { mode: 'off', by: 'ada', atMs: 0 } });

function finding(verdict: Verdict, state = aState()) {
  const judged = judgedAs({ verdict });
  return {
    service: aService('web'),
    before: state,
    state,
    judged,
    decision: decide(aSituation({ judged, state })),
  };
}

test.each<[string, ReturnType<typeof finding>, boolean]>([
  ['one that is healthy', finding('healthy'), false],
  ['one that is starting', finding('starting'), false],
  ['one that could not be looked at', finding('unknown'), false],
  ['one that is down as it is meant to be', finding('stale_pid', OFF), false],
  ['one that is dead', finding('stale_pid'), true],
  ['one that hangs', finding('timed_out'), true],
])('beside a healthy service, %s', (_, other, isDown) => {
  const findings = new Map([
    ['web', finding('healthy')],
    ['other', other],
  ]);
  const brakes = RELEASED;
  expect(isAnyDown({ at: at(0), brakes, clock: undefined, findings })).toBe(isDown);
});
