// Forgetting: by age, a little at a time, and never what is still needed.

import {
  createStoreRig,
  healthyMarks,
  momentAt,
  planFor,
  type StoreRig,
  tickOf,
} from '../../support/store-rig.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = createStoreRig();
});

test('what is older goes, in chunks, and a span that reaches over the limit stays', () => {
  const { store } = rig.ready();
  const bad = new Map([['service-0', { verdict: 'timed_out', pid: 7 } as const]]);
  for (let minute = 0; minute < 1200; minute += 1) {
    // service-0 is bad in the first ten ticks and healthy from then on; service-1 is gone after 1100.
    const marks = minute < 10 ? bad : healthyMarks(minute < 1100 ? 2 : 1);
    const event = { atMs: momentAt(minute).wallMs, key: 'service-0', kind: 'up', message: 'm' };
    store.commitTick(tickOf(minute, { marks, events: [event] }));
  }
  const limit = momentAt(1100).wallMs;
  expect(store.prunedAtMs()).toBeUndefined();
  expect([store.prune(limit, 5), store.prune(limit, 6)]).toEqual([true, true]);
  expect(store.prunedAtMs()).toBeUndefined();
  expect([store.prune(limit, 7), store.prune(limit, 8)]).toEqual([false, false]);
  expect(store.prunedAtMs()).toBe(8);
  expect(rig.rows('SELECT count(*) AS n, min(at) AS oldest FROM ticks')).toEqual([{ n: 100, oldest: limit }]);
  expect(rig.rows('SELECT count(*) AS n FROM events')).toEqual([{ n: 100 }]);
  expect(rig.rows('SELECT * FROM spans')).toEqual([]);
  expect(rig.rows('SELECT DISTINCT health FROM check_history')).toEqual([{ health: 'healthy' }]);
  expect(rig.rows('SELECT count(*) AS n FROM check_history')).toEqual([{ n: 100 }]);
});

test('a span that ended after the limit is kept whole', () => {
  const { store } = rig.ready();
  for (let minute = 0; minute < 10; minute += 1) store.commitTick(tickOf(minute, { marks: healthyMarks(1) }));
  store.commitTick(tickOf(10));
  store.prune(momentAt(8).wallMs, 0);
  expect(rig.rows('SELECT from_tick, until_tick FROM spans')).toEqual([{ from_tick: 1, until_tick: 10 }]);
  expect(rig.rows('SELECT count(*) AS n FROM check_history')).toEqual([{ n: 2 }]);
});

test('unfinished recoveries, unserved requests, states and the last tick are never forgotten', () => {
  const { store, requests } = rig.ready();
  const [, ended] = store.commitTick(tickOf(0, { recoveries: [planFor('web'), planFor('db')] }));
  store.endRecovery(ended?.id ?? 0, 'failed', momentAt(0).wallMs);
  const served = requests.add('on', 'web', 'ann');
  const waiting = requests.add('off', 'web', 'ann');
  requests.finish(served.id, 'done', '');
  store.prune(Date.now() + 1e9, 0);
  expect(store.unfinishedRecoveries().map(({ key }) => key)).toEqual(['web']);
  expect(rig.rows('SELECT DISTINCT recovery_id FROM steps')).toHaveLength(1);
  expect(requests.pending()).toStrictEqual([waiting]);
  expect(requests.get(served.id)).toBeUndefined();
  expect(store.lastTickAt()).toEqual(momentAt(0));
  expect([...store.loadStates().keys()].sort()).toEqual(['db', 'web']);
});
