// What is counted for ever: it rises with what is recorded, and with nothing else does it fall.

import Database from 'better-sqlite3';
import { SCHEMAS } from '../../../src/store/schema.ts';
import { WITH_TALLIES } from '../../../src/store/tallies-schema.ts';
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

const NOTHING = { restarts: {}, recovered: 0, recoveryMs: 0, failed: 0 };

test('a restart counts as it is recorded, by its reason; starts and stops do not', () => {
  const { store } = rig.ready();
  store.commitTick(tickOf(0, { recoveries: [planFor('web'), planFor('db', { reason: 'group_restart' })] }));
  store.commitTick(tickOf(1, { recoveries: [planFor('web')] }));
  for (const purpose of ['start', 'stop', 'restart'] as const)
    store.beginRecovery(planFor('web', { purpose, reason: 'requested' }), fullState(), 99);
  expect(Object.fromEntries(store.tallies())).toEqual({
    web: { ...NOTHING, restarts: { threshold_reached: 2, requested: 1 } },
    db: { ...NOTHING, restarts: { group_restart: 1 } },
  });
});

test('a recovery that is proved counts with its time, once; one that failed counts as failed, once', () => {
  const { store } = rig.ready();
  const [good, bad] = store.commitTick(tickOf(0, { recoveries: [planFor('web'), planFor('db')] }));
  store.endRecovery(good?.id ?? 0, 'started', momentAt(1).wallMs);
  store.commitTick(tickOf(2, { proven: [good?.id ?? 0] }));
  store.commitTick(tickOf(3, { proven: [good?.id ?? 0] }));
  store.endRecovery(bad?.id ?? 0, 'failed', momentAt(1).wallMs);
  store.endRecovery(bad?.id ?? 0, 'failed', momentAt(2).wallMs);
  expect(store.tallies().get('web')).toMatchObject({ recovered: 1, recoveryMs: 120_000, failed: 0 });
  expect(store.tallies().get('db')).toMatchObject({ recovered: 0, recoveryMs: 0, failed: 1 });
});

test('when the clock was set back during a recovery, its time does not make the sum fall', () => {
  const { store } = rig.ready();
  const [recovery] = store.commitTick(tickOf(60, { recoveries: [planFor('web')] }));
  store.commitTick(tickOf(0, { proven: [recovery?.id ?? 0] }));
  expect(store.tallies().get('web')).toMatchObject({ recovered: 1, recoveryMs: 0 });
});

test('nothing of it falls when the recoveries themselves are forgotten, nor in the next invocation', () => {
  const { store } = rig.ready();
  for (let minute = 0; minute < 10; minute += 1) {
    const [recovery] = store.commitTick(tickOf(minute, { recoveries: [planFor('web')] }));
    store.endRecovery(recovery?.id ?? 0, 'failed', momentAt(minute).wallMs);
  }
  const before = store.tallies();
  store.commitTick(tickOf(1000));
  expect(store.prune(momentAt(500).wallMs, momentAt(600).wallMs)).toBe(false);
  store.prune(momentAt(5).wallMs, momentAt(9).wallMs);
  expect(rig.rows('SELECT count(*) AS n FROM recoveries')).toEqual([{ n: 5 }]);
  expect(store.tallies()).toEqual(before);
  rig.end();
  expect(rig.ready().store.tallies()).toEqual(before);
  expect(before.get('web')).toEqual({ ...NOTHING, restarts: { threshold_reached: 10 }, failed: 10 });
});

test('a tick that is not stored counts nothing', () => {
  const { store } = rig.ready();
  const broken = tickOf(0, { recoveries: [planFor('web'), planFor('db')], proven: ['x' as never] });
  const impossible = { ...broken, at: { ...broken.at, wallMs: undefined as never } };
  expect(() => store.commitTick(impossible)).toThrow();
  expect(store.tallies().size).toBe(0);
});

test('a database of a former version begins with what it still knows', () => {
  const database = new Database(':memory:');
  for (const sql of SCHEMAS.slice(0, SCHEMAS.indexOf(WITH_TALLIES))) database.exec(sql);
  database.exec(`INSERT INTO services (key) VALUES ('web');
    INSERT INTO recoveries (key, purpose, reason, detail, begun_at, ended_at, outcome, recovered_at) VALUES
      ('web', 'recover', 'threshold_reached', '', 1000, 2000, 'recovered', 3500),
      ('web', 'recover', 'threshold_reached', '', 1000, 2000, 'failed', NULL),
      ('web', 'stop', 'requested', '', 1000, 2000, 'stopped', NULL)`);
  database.exec(WITH_TALLIES);
  expect(database.prepare('SELECT name, label, total FROM tallies ORDER BY name').all()).toEqual([
    { name: 'failed', label: '', total: 1 },
    { name: 'recovered', label: '', total: 1 },
    { name: 'recovery_ms', label: '', total: 2500 },
    { name: 'restarts', label: 'threshold_reached', total: 2 },
  ]);
});

test('how long the last tick has taken is on its row', () => {
  const { store } = rig.ready();
  expect(store.lastTickTookMs()).toBeUndefined();
  store.commitTick(tickOf(0, { tookMs: 12.5 }));
  expect(store.lastTickTookMs()).toBe(12.5);
  store.commitTick(tickOf(1));
  expect(store.lastTickTookMs()).toBeUndefined();
});

test('what became of alerts is counted by channel, and stays when the alerts are forgotten', () => {
  const { store } = rig.ready();
  const settle = (alert: number, status: string) =>
    rig.meddle(
      `UPDATE deliveries SET status = '${status}', attempts = attempts + 1 WHERE alert_id = ${alert}`,
    );
  for (const alert of [1, 2, 3])
    rig.meddle(`INSERT INTO alerts (id, level, at, document) VALUES (${alert}, 'info', 0, '{}');
      INSERT INTO deliveries (alert_id, channel) VALUES (${alert}, 'mail')`);
  expect(store.alertTally()).toEqual({ outcomes: [], pending: 3 });
  settle(1, 'pending');
  settle(1, 'sent');
  settle(2, 'failed');
  const outcomes = [
    { channel: 'mail', outcome: 'failed', total: 1 },
    { channel: 'mail', outcome: 'retried', total: 1 },
    { channel: 'mail', outcome: 'sent', total: 1 },
  ];
  expect(store.alertTally()).toEqual({ outcomes, pending: 1 });
  rig.meddle('PRAGMA foreign_keys = ON; DELETE FROM alerts');
  expect(store.alertTally()).toEqual({ outcomes, pending: 0 });
});
