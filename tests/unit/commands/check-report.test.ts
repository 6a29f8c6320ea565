// Whether a pass found anything down, which is what a check exits by.

import { downIn } from '../../../src/commands/check-report.ts';
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

function critical(one: ReturnType<typeof finding>): ReturnType<typeof finding> {
  return { ...one, service: { ...one.service, critical: true } };
}

test.each<[string, ReturnType<typeof finding>, boolean, boolean?]>([
  ['one that is healthy', finding('healthy'), false],
  ['one that is starting', finding('starting'), false],
  ['one that could not be looked at', finding('unknown'), false],
  ['one that is down as it is meant to be', finding('stale_pid', OFF), false],
  ['one that is dead', finding('stale_pid'), true],
  ['one that hangs', finding('timed_out'), true],
  ['a critical one that hangs', critical(finding('timed_out')), true, true],
  ['a critical one that is well', critical(finding('healthy')), false],
])('beside a healthy service, %s', (_, other, isAnyDown, isCriticalDown = false) => {
  const findings = new Map([
    ['web', finding('healthy')],
    ['other', other],
  ]);
  const brakes = RELEASED;
  expect(downIn({ at: at(0), brakes, clock: undefined, findings })).toEqual({ isAnyDown, isCriticalDown });
});
