// What is asked of several services at once: each waits for those it depends on, or that depend on it.

import type { RequestKind } from '../../../src/core/request.ts';
import { eventually } from '../../support/eventually.ts';
import { createGate } from '../../support/gate.ts';
import { createLife } from '../../support/mortal.ts';
import { aService, heartbeatOf } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';
import type { Shift } from '../../support/supervision-shift.ts';

const NONE = { passes: 'none' } as const;
const ON_DB = { dependsOn: [{ key: 'db', condition: 'healthy' }] } as const;

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web', ON_DB), aService('db'), aService('other')]);
});

const ask = (shift: Shift, kind: RequestKind, ...keys: readonly string[]) =>
  shift.world.requests.addAll(kind, keys, { by: 'ann' });
const answers = () => rig.record.rows('SELECT key, status, message FROM requests ORDER BY id');
const starts = () => rig.host.effects.filter((effect) => effect.startsWith('launch'));

test('a start waits until what it depends on, and was asked for before, is healthy', async () => {
  const gate = createGate();
  rig.host.programs.set('db', { until: gate.lasts, beats: false });
  const shift = rig.begin();
  ask(shift, 'on', 'db', 'web', 'other');
  const done = shift.run(NONE);
  await eventually('what waits for nobody has started', () => starts().length === 2);
  expect(starts()).toEqual(['launch db', 'launch other']);
  gate.open();
  await eventually(
    'db has started',
    () => rig.record.rows("SELECT 1 FROM requests WHERE key = 'db' AND status = 'done'").length === 1,
  );
  expect(starts()).not.toContain('launch web');
  rig.host.beat(heartbeatOf('db'), rig.host.processes.of('db')[0]?.pid ?? -1);
  await done;
  expect(starts()).toEqual(['launch db', 'launch other', 'launch web']);
});

test('what depends on a service whose start fails is not begun, says so, and is wanted from now on', async () => {
  rig.host.programs.set('db', { exitCode: 3 });
  const shift = rig.begin();
  ask(shift, 'on', 'db', 'web');
  await shift.run(NONE);
  expect(starts()).toEqual(['launch db']);
  expect(answers()).toMatchObject([
    { key: 'db', status: 'failed' },
    {
      key: 'web',
      status: 'failed',
      message: expect.stringMatching(
        /^not begun, for db, on which it depends, is .*; ticks start it once that is up$/,
      ),
    },
  ]);
  expect(shift.world.memory.states.get('web')?.desired.mode).toBe('on');
});

test('a start of one service alone does not wait for what it depends on', async () => {
  const shift = rig.begin();
  ask(shift, 'on', 'web');
  await shift.run(NONE);
  expect(starts()).toEqual(['launch web']);
});

test('a stop waits for the stops of those that depend on the service', async () => {
  await rig.allRunning();
  const shift = rig.begin();
  ask(shift, 'off', 'web', 'db');
  await shift.run(NONE);
  expect(rig.host.effects.map((effect) => effect.split(' ', 2).join(' '))).toEqual(['end web', 'end db']);
});

test('while a start waits for its turn, an off that comes later wins', async () => {
  const gate = createGate();
  rig.host.programs.set('db', { until: gate.lasts, beats: true });
  const shift = rig.begin();
  ask(shift, 'on', 'db', 'web');
  const done = shift.run(NONE);
  await rig.effect('launch db');
  ask(shift, 'off', 'web');
  await eventually(
    'it is served',
    () => rig.record.rows("SELECT 1 FROM requests WHERE kind = 'off' AND status = 'done'").length === 1,
  );
  gate.open();
  await done;
  expect(starts()).toEqual(['launch db']);
  expect(shift.world.memory.states.get('web')?.desired.mode).toBe('off');
});

test('whatever an invocation dies of, the next one starts the rest in its order', async () => {
  for (let last = 1; last < 12; last += 1) {
    rig = createSupervisionRig([aService('web', ON_DB), aService('db')]);
    const shift = rig.begin(createLife(last));
    ask(shift, 'on', 'db', 'web');
    await shift.run(NONE).catch(() => undefined);
    await rig.begin().run(NONE);
    expect(starts()).toEqual(['launch db', 'launch web']);
  }
});
