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
  const bad = new Map([['service-0', { verdict: 'timed_out', reason: 'below_threshold', pid: 7 } as const]]);
  for (let minute = 0; minute < 1200; minute += 1) {
    // service-0 is bad in the first ten ticks and healthy from then on; service-1 is gone after 1100.
    const marks = minute < 10 ? bad : healthyMarks(minute < 1100 ? 2 : 1);
    const event = { atMs: momentAt(minute).wallMs, key: 'service-0', kind: 'up', message: 'm' };
    store.commitTick(tickOf(minute, { marks, events: [event] }));
  }
  const limit = momentAt(1100).wallMs;
  const now = momentAt(1199).wallMs;
  expect(store.prunedAtMs()).toBeUndefined();
  expect([store.prune(limit, now), store.prune(limit, now)]).toEqual([true, true]);
  expect(store.prunedAtMs()).toBeUndefined();
  expect([store.prune(limit, now), store.prune(limit, now + 1)]).toEqual([false, false]);
  expect(store.prunedAtMs()).toBe(now + 1);
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
  store.prune(momentAt(8).wallMs, momentAt(10).wallMs);
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
  rig.meddle(`UPDATE requests SET made_at = ${momentAt(0).wallMs}`);
  store.commitTick(tickOf(60));
  store.prune(momentAt(30).wallMs, momentAt(90).wallMs);
  expect(store.unfinishedRecoveries().map(({ key }) => key)).toEqual(['web']);
  expect(rig.rows('SELECT DISTINCT recovery_id FROM steps')).toHaveLength(1);
  expect(requests.pending()).toStrictEqual([{ ...waiting, madeAtMs: momentAt(0).wallMs }]);
  expect(requests.get(served.id)).toBeUndefined();
  expect(store.lastTickAt()).toEqual(momentAt(60));
  expect([...store.loadStates().keys()].sort()).toEqual(['db', 'web']);
});

describe('a clock that was wrong', () => {
  const AHEAD_MINUTES = 73 * 365 * 24 * 60;
  const RETENTION_MINUTES = 600;
  let store: ReturnType<StoreRig['ready']>['store'];
  const tickAt = (minute: number) => {
    const event = { atMs: momentAt(minute).wallMs, key: 'web', kind: 'up', message: 'm' };
    store.commitTick(tickOf(minute, { events: [event] }));
  };
  const pruneAt = (minute: number) => {
    while (store.prune(momentAt(minute - RETENTION_MINUTES).wallMs, momentAt(minute).wallMs));
  };
  const left = () =>
    rig.rows('SELECT (SELECT count(*) FROM ticks) AS ticks, (SELECT count(*) FROM events) AS events')[0];

  beforeEach(() => {
    store = rig.ready().store;
    for (let minute = 0; minute < 1000; minute += 10) tickAt(minute);
  });

  test('T6 ahead by years makes nobody forget, and is believed only once it has been so for half of the retention', () => {
    for (let minute = 0; minute < 300; minute += 10) tickAt(AHEAD_MINUTES + minute);
    pruneAt(AHEAD_MINUTES + 290);
    expect(left()).toEqual({ ticks: 130, events: 130 });
    tickAt(AHEAD_MINUTES + 310);
    pruneAt(AHEAD_MINUTES + 310);
    expect(left()).toEqual({ ticks: 31, events: 31 });
  });

  test('T6 in 1970 makes nobody forget, and what was recorded then is as old as its neighbours', () => {
    for (let minute = 0; minute < 300; minute += 10) tickAt(minute - 29_000_000);
    pruneAt(-29_000_000 + 290);
    expect(left()).toEqual({ ticks: 130, events: 130 });
    tickAt(1010);
    pruneAt(1010);
    expect(left()).toEqual({ ticks: 90, events: 90 });
  });

  test('T6 ahead by years for an hour keeps nothing from being forgotten later', () => {
    for (let minute = 0; minute < 60; minute += 10) tickAt(AHEAD_MINUTES + minute);
    for (let minute = 1000; minute < 3000; minute += 10) tickAt(minute);
    pruneAt(2990);
    expect(left()).toEqual({ ticks: 61, events: 61 });
  });
});
