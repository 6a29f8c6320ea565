// A holder whose guard was removed begins nothing any more, whatever it had decided: another one may have taken the lease since.

import { rmSync } from 'node:fs';
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

/** A store whose holder has begun the first step of a recovery, and lost its guard then. */
function lost() {
  const { store } = rig.ready();
  const [record] = store.commitTick(tickOf(0, { recoveries: [planFor('web')] }));
  const step = { recoveryId: record?.id ?? 0, ordinal: 0 };
  store.beginStep(step, undefined, momentAt(0).wallMs);
  rmSync(`${rig.path}-guard`);
  return { store, step };
}

test('no tick, no recovery and no step of it is committed', () => {
  const { store, step } = lost();
  const refusal = /watchdog\.db-guard: it was removed or replaced/;
  expect(() => store.commitTick(tickOf(1))).toThrow(refusal);
  expect(() => store.beginRecovery(planFor('api'), fullState(), momentAt(1).wallMs)).toThrow(refusal);
  expect(() => store.beginStep({ ...step, ordinal: 1 }, 'cookie', momentAt(1).wallMs)).toThrow(refusal);
  expect(rig.rows('SELECT id FROM ticks')).toHaveLength(1);
  expect(rig.rows('SELECT id FROM recoveries')).toHaveLength(1);
  expect(rig.rows('SELECT ordinal FROM steps WHERE begun_at IS NOT NULL')).toEqual([{ ordinal: 0 }]);
});

test('what the step at hand came to is still recorded', () => {
  const { store, step } = lost();
  store.endStep(step, { outcome: 'succeeded', message: 'ended' }, momentAt(1).wallMs);
  expect(rig.rows('SELECT outcome FROM steps WHERE ordinal = 0')).toEqual([{ outcome: 'succeeded' }]);
});
