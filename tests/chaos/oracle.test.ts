// Each promise about services, broken in what the oracle is shown, is found out; and what is no breach is left alone.

import type { Tables } from './oracle/record.ts';
import {
  actor,
  breaches,
  KEY,
  KILL,
  MEMBER,
  OURS,
  recovered,
  SOUND,
  seen,
  sight,
  TRIGGER,
} from './sights.ts';
import { PATIENCE } from './stage/stage.ts';

test('a service that lives on record, and one that is killed on record, break nothing', () => {
  expect(breaches([sight([OURS]), sight([OURS]), sight([], { steps: [...SOUND.steps, KILL] })])).toEqual([]);
});

test('a bystander that was signalled is found out as I1', () => {
  expect(breaches([{ ...sight([OURS]), harms: ['bystander 7 was ended by SIGTERM'] }])).toEqual(['I1']);
});

test('a second copy is found out as I2, and that it was started without intent', () => {
  expect(breaches([sight([OURS, actor(11, 'b')])])).toEqual(['I2', 'I4']);
});

test('one recovery too many is found out as I3, by the time at which it was decided', () => {
  const most = PATIENCE.maxRestarts;
  expect(breaches([sight([], recovered(most))])).toEqual([]);
  expect(breaches([sight([], recovered(most + 1))])).toEqual(['I3']);
});

test('a start that is made once more is one too many when the recoveries alone are enough, and is found out as I3', () => {
  const { recoveries, spans } = recovered(PATIENCE.maxRestarts);
  const steps = (cookie: string) =>
    recoveries.map(({ id }) => ({
      key: KEY,
      recovery_id: id,
      action: 'start',
      cookie: `${id}${cookie}`,
      begun_at: 1,
    }));
  const first = sight([], { recoveries, spans, steps: steps('a') });
  expect(breaches([first, first])).toEqual([]);
  expect(breaches([first, sight([], { recoveries, spans, steps: steps('b') })])).toContain('I3');
});

test('after what its operator has asked for, recoveries are counted anew', () => {
  const requests = [{ id: 1, key: KEY, kind: 'restart', status: 'taken' }];
  expect(breaches([sight([], { ...recovered(PATIENCE.maxRestarts + 1), requests })])).toEqual([]);
});

test('a service that ends for its stop command has ended by intent', () => {
  expect(
    breaches([sight([OURS]), sight([], { steps: [...SOUND.steps, { ...KILL, action: 'stop' }] })]),
  ).toEqual([]);
});

test('an end without a kill on record is found out as I4, unless somebody else has done it', () => {
  expect(breaches([sight([OURS]), sight([])])).toEqual(['I4']);
  expect(breaches([sight([OURS]), sight([])], { isKilled: true })).toEqual([]);
});

test('an end is judged when the tables can be read again', () => {
  expect(breaches([sight([OURS]), { ...sight([]), tables: undefined }, sight([])])).toEqual(['I4']);
});

test.each([
  ['what is unknown', [seen('stale_pid', 1, 1), seen('unknown', 2, null)]],
  ['what is well', [seen('stale_pid', 1, 1), seen('healthy', 2, null)]],
  ['what has failed too few times', [seen('unknown', 1, 1), seen('stale_pid', 2, null)]],
  ['what nobody has looked at', []],
])('a recovery of %s is found out as I5', (_, spans) => {
  expect(breaches([sight([], { ...recovered(1), spans })])).toEqual(['I5']);
});

test('failures that were counted before count for no other recovery: that is found out as I5', () => {
  const spans = [seen('stale_pid', 1, 3), seen('unknown', 4, 4)];
  expect(breaches([sight([], { ...recovered(1), spans })])).toEqual([]);
  expect(breaches([sight([], { ...recovered(2), spans: [...spans, seen('stale_pid', 5, null)] })])).toEqual([
    'I5',
  ]);
});

/** One of a group is restarted by the second tick, and so is another key, which was well; the first has failed so often. */
function together(other: string, failures: number): Partial<Tables> {
  const reason = 'group_restart';
  const both = [TRIGGER, other].map((key, id) => ({
    ...recovered(1).recoveries[0],
    id: id + 1,
    key,
    reason,
  }));
  return {
    recoveries: both as Tables['recoveries'],
    spans: [{ ...seen('stale_pid', 3 - failures, 2), key: TRIGGER }],
  };
}

test('a member that is well is restarted with one of its group that has failed, and else that is found out as I5', () => {
  expect(breaches([sight([], together(MEMBER, 2))])).toEqual([]);
  expect(breaches([sight([], together(MEMBER, 1))])).toEqual(['I5', 'I5']);
  expect(breaches([sight([], together(KEY, 2))])).toEqual(['I5']);
});

const hold = (id: number, status = 'done') => ({ id, key: KEY, kind: 'hold', status });

test('what begins of a service that is held is found out as R6', () => {
  const before = sight([OURS], { requests: [hold(1)] });
  const after = (requests: Tables['requests']) => sight([OURS], { requests, steps: [...SOUND.steps, KILL] });
  expect(breaches([before, before])).toEqual([]);
  expect(breaches([before, after([hold(1)])])).toEqual(['R6']);
  expect(breaches([sight([OURS], { requests: [hold(1, 'taken')] }), after([hold(1)])])).toEqual([]);
  const restart = { ...hold(2), kind: 'restart' };
  expect(breaches([before, after([hold(1), restart])])).toEqual([]);
});

test('what lives of a service that is off is found out as I10', () => {
  expect(breaches([sight([OURS])], { isOff: true })).toEqual(['I10']);
});
