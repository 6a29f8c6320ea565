// A recovery is on record before anything is done, and can be taken up by another invocation at any point.

import {
  createStoreRig,
  fullState,
  momentAt,
  planFor,
  type StoreRig,
  tickOf,
} from '../../support/store-rig.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = createStoreRig();
});

test('an intent is there for the next invocation, with none of its steps begun', () => {
  const [record] = rig.ready().store.commitTick(tickOf(0, { recoveries: [planFor('web')] }));
  rig.end();
  expect(record).toMatchObject({ ...planFor('web'), begunAtMs: momentAt(0).wallMs });
  expect(rig.ready().store.unfinishedRecoveries()).toStrictEqual([record]);
  const untouched = {
    manner: undefined,
    cookie: undefined,
    begunAtMs: undefined,
    endedAtMs: undefined,
    result: undefined,
  };
  expect(record?.stepRecords).toStrictEqual([
    { ordinal: 0, action: 'kill', ...untouched },
    { ordinal: 1, action: 'clear_db', ...untouched },
    { ordinal: 2, action: 'start', ...untouched },
  ]);
});

test('records come back in the order of their plans', () => {
  const { store } = rig.ready();
  const records = store.commitTick(tickOf(0, { recoveries: [planFor('b'), planFor('a'), planFor('c')] }));
  expect(records.map(({ key }) => key)).toEqual(['b', 'a', 'c']);
  expect(store.unfinishedRecoveries()).toStrictEqual(records);
});

test('an asked-for recovery and its state are stored together', () => {
  const { store } = rig.ready();
  const off = fullState({ desired: { mode: 'off', by: 'ann', atMs: 5 } });
  const plan = planFor('web', { purpose: 'stop', reason: 'requested', verdict: undefined, steps: ['kill'] });
  const record = store.beginRecovery(plan, off, 99);
  expect(store.unfinishedRecoveries()).toStrictEqual([record]);
  expect(store.loadStates().get('web')).toStrictEqual(off);
});

test('a step shows the mark of what it started from the moment it begins, and then all it came to', () => {
  const { store } = rig.ready();
  const [record] = store.commitTick(tickOf(0, { recoveries: [planFor('web')] }));
  const recoveryId = record?.id ?? 0;
  store.beginStep({ recoveryId, ordinal: 2 }, 'cookie-2', 100);
  store.beginStep({ recoveryId, ordinal: 0 }, undefined, 50);
  const result = {
    outcome: 'timed_out',
    message: 'm',
    exitCode: 3,
    signal: 'SIGKILL',
    outputTail: 'a\nb',
  } as const;
  store.endStep({ recoveryId, ordinal: 0 }, result, 60);
  rig.end();
  const steps = rig.ready().store.unfinishedRecoveries()[0]?.stepRecords;
  expect(steps?.[0]).toStrictEqual({
    ordinal: 0,
    action: 'kill',
    manner: undefined,
    cookie: undefined,
    begunAtMs: 50,
    endedAtMs: 60,
    result,
  });
  expect(steps?.[2]).toMatchObject({
    cookie: 'cookie-2',
    begunAtMs: 100,
    endedAtMs: undefined,
    result: undefined,
  });
});

test('a recovery is recovered only once its instance has proved it, and stays so', () => {
  const { store } = rig.ready();
  const [record] = store.commitTick(tickOf(0, { recoveries: [planFor('web')] }));
  const id = record?.id ?? 0;
  store.endRecovery(id, 'started', 70);
  expect(store.unfinishedRecoveries()).toEqual([]);
  store.commitTick(tickOf(1, { proven: [id] }));
  store.commitTick(tickOf(2, { proven: [id], closed: [id] }));
  const sql = 'SELECT outcome, ended_at, recovered_at FROM recoveries';
  expect(rig.rows(sql)).toEqual([{ outcome: 'recovered', ended_at: 70, recovered_at: momentAt(1).wallMs }]);
});

test('a tick closes what needs no more doing', () => {
  const { store } = rig.ready();
  const [record] = store.commitTick(tickOf(0, { recoveries: [planFor('web')] }));
  store.commitTick(tickOf(1, { closed: [record?.id ?? 0] }));
  expect(store.unfinishedRecoveries()).toEqual([]);
  expect(rig.rows('SELECT outcome, recovered_at FROM recoveries')).toEqual([
    { outcome: 'closed', recovered_at: null },
  ]);
});

test('the number of a forgotten recovery is never given again', () => {
  const { store } = rig.ready();
  const [old] = store.commitTick(tickOf(0, { recoveries: [planFor('web')] }));
  store.endRecovery(old?.id ?? 0, 'failed', 70);
  store.commitTick(tickOf(6));
  store.prune(momentAt(5).wallMs, momentAt(8).wallMs);
  expect(rig.rows('SELECT * FROM recoveries')).toEqual([]);
  const [fresh] = store.commitTick(tickOf(9, { recoveries: [planFor('web')] }));
  expect(fresh?.id).toBeGreaterThan(old?.id ?? 0);
});

describe('a step that is done in a way of its own', () => {
  const manners = [
    { kind: 'run', timeoutSeconds: 30, isVital: true },
    { kind: 'run', isVital: false },
    { kind: 'wait', waitSeconds: 0.5 },
    { kind: 'signal', signal: 'SIGHUP' },
    {
      kind: 'kill',
      ladder: [
        ['SIGQUIT', 2],
        ['SIGKILL', 5],
      ],
    },
  ] as const;
  const steps = manners.map((manner) => ({ action: manner.kind, manner }));

  test('is found by the next invocation as it was planned', () => {
    rig.ready().store.commitTick(tickOf(0, { recoveries: [planFor('web', { steps: ['kill', ...steps] })] }));
    rig.end();
    const [found] = rig.ready().store.unfinishedRecoveries();
    expect(found?.steps).toEqual(['kill', ...steps]);
    expect(found?.stepRecords.map(({ manner }) => manner)).toEqual([undefined, ...manners]);
  });

  test.each([
    '',
    '{',
    'null',
    '5',
    '{"kind":"dance"}',
    '{"kind":"wait"}',
    '{"kind":"signal","signal":"hup"}',
  ])('is done in the usual way when what was stored of it is %j', (json) => {
    rig.ready().store.commitTick(tickOf(0, { recoveries: [planFor('web', { steps: [...steps] })] }));
    rig.meddle(`UPDATE steps SET manner = '${json}'`);
    rig.end();
    const [found] = rig.ready().store.unfinishedRecoveries();
    expect(found?.steps).toEqual(['run', 'run', 'wait', 'signal', 'kill']);
  });
});
