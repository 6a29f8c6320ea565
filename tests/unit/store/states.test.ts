// What is remembered of a service comes back as it was, whatever somebody did to the database in between.

import { RELEASED } from '../../../src/core/brake-state.ts';
import { UNSEEN } from '../../../src/core/service-state.ts';
import {
  createStoreRig,
  fullState,
  healthyMarks,
  momentAt,
  type StoreRig,
  tickOf,
} from '../../support/store-rig.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = createStoreRig();
});

test('every part of a state survives the invocation that wrote it', () => {
  const states = new Map([
    ['full', fullState()],
    ['unseen', UNSEEN],
    ['bare "key"; DROP', fullState({ instance: undefined, healthySince: undefined, up: true })],
  ]);
  rig.ready().store.commitTick(tickOf(0, { states }));
  rig.end();
  expect(rig.ready().store.loadStates()).toStrictEqual(states);
});

test('an instance that never beat, and was not started by us, is remembered as such', () => {
  const { instance } = fullState();
  const adopted = {
    ...instance,
    beating: undefined,
    cookie: undefined,
    recoveryId: undefined,
    confirmed: false,
  };
  const state = fullState({ instance: { ...adopted, origin: 'adopted' } as typeof instance });
  rig.ready().store.saveState('web', state);
  rig.end();
  expect(rig.ready().store.loadStates().get('web')).toStrictEqual(state);
});

test('a later state replaces the former one, and its absent parts are forgotten', () => {
  const { store } = rig.ready();
  store.saveState('web', fullState());
  store.saveState('web', UNSEEN);
  expect(store.loadStates()).toStrictEqual(new Map([['web', UNSEEN]]));
});

test('a service that was checked but never written about is unseen', () => {
  const { store } = rig.ready();
  store.commitTick(tickOf(0, { marks: healthyMarks(1) }));
  expect(store.loadStates()).toStrictEqual(new Map([['service-0', UNSEEN]]));
});

test.each([
  '',
  '{',
  '7',
  'null',
  '{"attempts":7}',
  '{"attempts":[{}],"level":1}',
  '{"attempts":[],"level":"x"}',
])(
  'recoveries overwritten by hand with %j are forgotten, told of once, and cost nobody else anything',
  (json) => {
    const { store } = rig.ready();
    store.saveState('web', fullState());
    store.saveState('other', fullState());
    rig.meddle(`UPDATE services SET restarts = '${json}' WHERE key = 'web'`);
    const expected = fullState({ restarts: UNSEEN.restarts });
    expect(store.loadStates().get('web')).toStrictEqual(expected);
    expect(store.loadStates().get('web')).toStrictEqual(expected);
    expect(store.loadStates().get('other')).toStrictEqual(fullState());
    const events = rig.rows('SELECT key, kind, message FROM events');
    expect(events).toEqual([
      { key: 'web', kind: 'damaged', message: expect.stringContaining('column restarts') },
    ]);
  },
);

test.each(['', '{', '7', '{"since":{}}', '{"forMs":1}'])(
  'terms overwritten by hand with %j are gone: what is wanted stays so until it is unsaid',
  (json) => {
    const { store } = rig.ready();
    const { desired } = fullState();
    store.saveState('web', fullState());
    rig.meddle(`UPDATE services SET desired_terms = '${json}' WHERE key = 'web'`);
    const expected = fullState({ desired: { ...desired, terms: undefined } });
    expect(store.loadStates().get('web')).toStrictEqual(expected);
    expect(rig.rows('SELECT key, message FROM events')).toEqual([
      { key: 'web', message: expect.stringContaining('column desired_terms') },
    ]);
  },
);

test.each([
  "desired = 'OFF'",
  "streak = 'many'",
  "pid = 'abc'",
  'start_ticks = NULL',
  'instance_since_boot_ms = NULL',
  "origin = 'elsewhere'",
  'healthy_since_boot_id = NULL',
  'up = 2',
])('the database itself refuses %s', (change) => {
  rig.ready().store.saveState('web', fullState());
  expect(() => rig.meddle(`UPDATE services SET ${change}`)).toThrow(/CHECK|cannot store/);
});

test('the brakes remember what they were told, and nothing when that was overwritten with nonsense', () => {
  const { store } = rig.ready();
  expect(store.loadBrakes()).toStrictEqual(RELEASED);
  const brakes = {
    rebasedAt: momentAt(1),
    incident: { since: momentAt(2), tried: ['web'] },
    falls: [{ key: 'api', at: momentAt(2) }],
    troubles: [{ name: 'load', detail: 'it is high' }],
    groups: { web: { restarts: fullState().restarts, terms: 'as it was' } },
    unseen: [{ name: 'memory_pressure', detail: 'no such file' }],
    spent: [momentAt(3)],
    spentByCritical: [momentAt(4)],
  };
  store.commitTick(tickOf(0, { brakes }));
  expect(store.loadBrakes()).toStrictEqual(brakes);
  rig.meddle("UPDATE meta SET value = '{\"incident\":7}' WHERE name = 'brakes'");
  expect(store.loadBrakes()).toStrictEqual(RELEASED);
});
