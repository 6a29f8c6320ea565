// How a recovery goes on whose invocation died in the middle of it.

import type { RecoveryRecord, StepOutcome } from '../../../src/core/recovery.ts';
import { isGoodCopyElsewhere, remainingSteps } from '../../../src/core/resume.ts';
import { anInstance, aRecovery, aStep, judgedAs } from '../../support/core/services.ts';

const begun = [aStep({ begunAtMs: 1 }), aStep({ ordinal: 1, action: 'start' })];
const replaced = anInstance();
const copy = anInstance({ leader: { pid: 200, startTicks: 1 } });
const healthy = judgedAs({ verdict: 'healthy' });

const ROWS: [string, boolean, RecoveryRecord, ReturnType<typeof judgedAs>][] = [
  ['when nothing was done and the trouble has passed', true, aRecovery(), healthy],
  ['when another copy is healthy', true, aRecovery({ stepRecords: begun }), { ...healthy, instance: copy }],
  ['unless the healthy copy is the one to be replaced', false, aRecovery({ stepRecords: begun }), healthy],
  ['unless the service is not healthy', false, aRecovery(), judgedAs()],
  ['unless somebody asked for it', false, aRecovery({ purpose: 'restart' }), healthy],
];

test.each(ROWS)('an unfinished recovery is closed %s: %s', (_title, expected, recovery, judged) => {
  expect(isGoodCopyElsewhere(recovery, replaced, judged)).toBe(expected);
});

describe('what is still to be done', () => {
  function done(outcome: StepOutcome, action = 'kill'): RecoveryRecord {
    const first = aStep({ action, begunAtMs: 1, endedAtMs: 2, result: { outcome, message: '' } });
    return aRecovery({ stepRecords: [first, aStep({ ordinal: 1, action: 'start' })] });
  }

  test('is every step without a result, an interrupted one again', () => {
    expect(remainingSteps(aRecovery({ stepRecords: begun }))).toEqual(begun);
    expect(remainingSteps(done('succeeded')).map(({ action }) => action)).toEqual(['start']);
  });

  test.each(['failed', 'unkillable', 'timed_out'] as const)(
    'is nothing after a kill that is %s',
    (outcome) => {
      expect(remainingSteps(done(outcome))).toEqual([]);
    },
  );

  test('is nothing beside a script that cannot be ended', () => {
    expect(remainingSteps(done('unkillable', 'clear_db'))).toEqual([]);
  });

  test('is the rest after a script that failed', () => {
    expect(remainingSteps(done('failed', 'clear_db'))).toHaveLength(1);
  });

  test('is the rest after a start that was adopted', () => {
    expect(remainingSteps(done('adopted', 'start'))).toHaveLength(1);
  });
});
