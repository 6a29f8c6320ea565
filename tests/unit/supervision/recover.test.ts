// A recovery in its order, and what stops it.

import { eventually } from '../../support/eventually.ts';
import type { Program } from '../../support/fake-host.ts';
import { createGate } from '../../support/gate.ts';
import { createLife } from '../../support/mortal.ts';
import { fullState, planFor } from '../../support/store-rig.ts';
import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web', { recoveryActions: ['kill', 'clean', 'tidy', 'start'] })]);
});

const ALL = ['script web.clean', 'script web.tidy', 'launch web'];

test('each step is begun and ended in the record, in the order of the config', async () => {
  await rig.hung('web');
  await rig.begin().run();
  expect(rig.steps().map(({ action, outcome }) => [action, outcome])).toEqual([
    ['kill', 'succeeded'],
    ['clean', 'succeeded'],
    ['tidy', 'succeeded'],
    ['start', 'succeeded'],
  ]);
  expect(rig.steps().every((step) => step.begun_at !== null && step.ended_at !== null)).toBe(true);
  expect(rig.host.effects).toEqual([expect.stringMatching(/^end web/), ...ALL]);
  expect(rig.outcomes()).toEqual(['recover started']);
});

test('nothing is done before it is on record that it begins', async () => {
  const { host } = rig;
  await rig.hung('web');
  const deeds = createLife();
  await rig.begin(deeds).run();
  const before = (deed: string) => deeds.deeds[deeds.deeds.indexOf(deed) - 1];
  expect(deeds.deeds[0]).toBe('commitTick');
  expect([before('terminate'), before('runScript'), before('launch')]).toEqual([
    'beginStep',
    'beginStep',
    'beginStep',
  ]);
  expect(host.processes.of('web')).toHaveLength(1);
});

test.each<[string, Program, RegExp]>([
  ['fails', { exitCode: 3 }, /^exited with code 3$/],
  ['cannot be started', { notStarted: 'no such file' }, /^no such file$/],
  ['overruns its time', { overruns: true }, /^not done after 60 s, and ended$/],
])('a script that %s is told of, and the recovery goes on', async (_, program, message) => {
  await rig.dead('web');
  rig.host.programs.set('web.clean', program);
  await rig.begin().run();
  expect(rig.host.effects).toEqual(ALL);
  expect(rig.steps()[1]?.message).toMatch(message);
  expect(rig.outcomes()).toEqual(['recover started']);
  expect(rig.log).toContainEqual({
    level: 'WARNING',
    key: 'web',
    message: expect.stringMatching(/^clean: /),
  });
});

test('a step whose command was taken out of the config meanwhile is skipped, which is nothing to warn of', async () => {
  await rig.dead('web');
  rig.record.end();
  const { store } = rig.record.ready();
  const steps = ['kill', 'clean', 'tidy', 'start'];
  store.beginRecovery(planFor('web', { steps }), store.loadStates().get('web') ?? fullState(), 0);
  const { tidy, ...commands } = aService('web').commands;
  rig.config = { ...rig.config, services: [aService('web', { commands })] };
  rig.log.length = 0;
  await rig.begin().run();
  expect(rig.steps()[2]).toMatchObject({
    action: 'tidy',
    outcome: 'skipped',
    message: 'skipped: it is no longer configured',
    begun_at: null,
  });
  expect(rig.log.filter(({ message }) => message.startsWith('tidy'))).toEqual([
    { level: 'INFO', key: 'web', message: 'tidy: skipped: it is no longer configured' },
  ]);
  expect(rig.host.effects).toEqual(['script web.clean', 'launch web']);
  expect(rig.outcomes()).toEqual(['recover started']);
});

test('what cannot be ended gets no second copy', async () => {
  const pid = await rig.hung('web');
  rig.host.unkillable.add(pid);
  await rig.begin().run();
  expect(rig.host.effects).toEqual([`end web ${pid}`]);
  expect(rig.steps().map(({ outcome }) => outcome)).toEqual(['unkillable', null, null, null]);
  expect(rig.steps()[0]?.message).toBe(`pid ${pid} still lives: state D; no second copy is started`);
  expect(rig.outcomes()).toEqual(['recover failed']);
});

test('nothing is started beside a script that cannot be ended', async () => {
  await rig.dead('web');
  rig.host.programs.set('web.clean', { overruns: true, survivors: 'pid 7 belongs to user 0' });
  await rig.begin().run();
  expect(rig.steps()[1]).toMatchObject({
    outcome: 'unkillable',
    message: 'not done after 60 s, and cannot be ended: pid 7 belongs to user 0',
  });
  expect(rig.outcomes()).toEqual(['recover failed']);
  expect(rig.host.processes.of('web')).toEqual([]);
});

test('a recovery without a kill starts nothing beside what lives', async () => {
  rig = createSupervisionRig([aService('web', { recoveryActions: ['start'] })]);
  const pid = await rig.hung('web');
  await rig.begin().run();
  expect(rig.host.effects).toEqual([]);
  expect(rig.steps()[0]).toMatchObject({
    outcome: 'failed',
    message: `not started: pid ${pid} of it still lives; a second copy is never started`,
  });
});

test('what cannot be seen is not started beside', async () => {
  await rig.dead('web');
  const { world, ...shift } = rig.begin();
  Object.assign(world, {
    host: Object.assign(Object.create(world.host), {
      processTable: () => {
        throw new Error('EMFILE');
      },
    }),
  });
  await shift.run();
  expect(rig.host.effects).not.toContain('launch web');
  expect(rig.steps()[3]?.message).toBe('not started: the processes cannot be seen: EMFILE');
});

test('as many as the config allows are recovered at once', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const gate = createGate();
  rig = createSupervisionRig(keys.map((key) => aService(key)));
  rig.config = { ...rig.config, maxParallelRecoveries: 2 };
  for (const key of keys) rig.host.programs.set(`${key}.clean`, { until: gate.lasts });
  const done = rig.begin().run();
  await eventually('two scripts run', () => rig.host.effects.length === 2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(rig.host.effects).toEqual(['script a.clean', 'script b.clean']);
  gate.open();
  expect((await done).endings).toHaveLength(5);
});
