// How a recovery goes on whose invocation died in the middle of it.

import type { RecoveryRecord, StepOutcome, StepRecord } from '../../../src/core/recovery.ts';
import { isFirstHarm, isGoodCopyElsewhere, isSpared, remainingSteps } from '../../../src/core/resume.ts';
import { anInstance, aRecovery, aStep, judgedAs } from '../../support/core/services.ts';

const WAIT = { action: 'wait', manner: { kind: 'wait', waitSeconds: 8 } } as const;
const HUP = { action: 'signal', manner: { kind: 'signal', signal: 'SIGHUP' } } as const;

/** A recovery that has begun the first of its steps. */
function amid(first: Partial<StepRecord>): StepRecord[] {
  return [aStep({ ...first, begunAtMs: 1 }), aStep({ ordinal: 1 }), aStep({ ordinal: 2, action: 'start' })];
}

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
  ['after a wait alone', true, aRecovery({ stepRecords: amid(WAIT) }), healthy],
  ['after a signal that has cured it', true, aRecovery({ stepRecords: amid(HUP) }), healthy],
  ['unless another service asks for it', false, aRecovery({ reason: 'dependency_recovered' }), healthy],
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

describe('the first harm', () => {
  const ofSteps = (...steps: readonly Partial<StepRecord>[]) =>
    aRecovery({ stepRecords: steps.map((step, ordinal) => aStep({ ...step, ordinal })) });

  test.each<[string, RecoveryRecord, number, boolean]>([
    ['is a kill', aRecovery(), 0, true],
    ['is a kill after a signal and a wait', ofSteps(HUP, WAIT, {}, { action: 'start' }), 2, true],
    ['is a script before the kill', ofSteps({ action: 'clean' }, {}), 0, true],
    ['is no wait', ofSteps(WAIT, {}), 0, false],
    ['is no script after the kill', ofSteps({}, { action: 'clean' }), 1, false],
    ['is no kill after a stop', ofSteps({ action: 'stop' }, {}), 1, false],
    ['is no kill that was begun before', ofSteps({ begunAtMs: 1 }), 0, false],
    ['is no start', aRecovery(), 1, false],
    ['is none of what was asked for', aRecovery({ purpose: 'restart' }), 0, false],
    ['is none of a group', aRecovery({ reason: 'group_restart' }), 0, false],
  ])('%s', (_, recovery, ordinal, expected) => {
    expect(isFirstHarm(recovery, recovery.stepRecords[ordinal] as StepRecord)).toBe(expected);
  });

  test('is what comes after nothing but waits, where the service is still spared', () => {
    const spared = (recovery: RecoveryRecord) =>
      isSpared(recovery, recovery.stepRecords.at(-1) as StepRecord);
    expect([ofSteps(WAIT, {}), ofSteps(HUP, {}), ofSteps({})].map(spared)).toEqual([true, false, true]);
  });
});
