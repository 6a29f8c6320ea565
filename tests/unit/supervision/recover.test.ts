// A recovery in its order, and what stops it.

import { eventually } from '../../support/eventually.ts';
import type { Program } from '../../support/fake-host.ts';
import { createGate } from '../../support/gate.ts';
import { createLife } from '../../support/mortal.ts';
import { aService, createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web', { recoveryActions: ['kill', 'clean', 'tidy', 'start'] })]);
});
afterEach(() => rig.clear());

const ALL = ['script web.clean', 'script web.tidy', 'launch web'];

async function deadWeb(): Promise<void> {
  rig.host.processes.end(await rig.running('web'));
}

async function hungWeb(): Promise<number> {
  const pid = await rig.running('web');
  rig.host.hang('/heartbeats/web.json');
  rig.host.clock.pass(100);
  return pid;
}

function steps() {
  return rig.record.rows(
    'SELECT action, outcome, message, begun_at, ended_at FROM steps ORDER BY ordinal',
  ) as {
    action: string;
    outcome: string | null;
    message: string | null;
    begun_at: number | null;
    ended_at: number | null;
  }[];
}

const outcome = () => rig.record.rows('SELECT outcome FROM recoveries')[0];

test('each step is begun and ended in the record, in the order of the config', async () => {
  await hungWeb();
  await rig.begin().run();
  expect(steps().map(({ action, outcome }) => [action, outcome])).toEqual([
    ['kill', 'succeeded'],
    ['clean', 'succeeded'],
    ['tidy', 'succeeded'],
    ['start', 'succeeded'],
  ]);
  expect(steps().every((step) => step.begun_at !== null && step.ended_at !== null)).toBe(true);
  expect(rig.host.effects).toEqual([expect.stringMatching(/^end web/), ...ALL]);
  expect(outcome()).toEqual({ outcome: 'started' });
});

test('nothing is done before it is on record that it begins', async () => {
  const { host } = rig;
  await hungWeb();
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
  await deadWeb();
  rig.host.programs.set('web.clean', program);
  await rig.begin().run();
  expect(rig.host.effects).toEqual(ALL);
  expect(steps()[1]?.message).toMatch(message);
  expect(outcome()).toEqual({ outcome: 'started' });
  expect(rig.log).toContainEqual({
    level: 'WARNING',
    key: 'web',
    message: expect.stringMatching(/^clean: /),
  });
});

test('what cannot be ended gets no second copy', async () => {
  const pid = await hungWeb();
  rig.host.unkillable.add(pid);
  await rig.begin().run();
  expect(rig.host.effects).toEqual([`end web ${pid}`]);
  expect(steps().map(({ outcome }) => outcome)).toEqual(['unkillable', null, null, null]);
  expect(steps()[0]?.message).toBe(`pid ${pid} still lives: state D; no second copy is started`);
  expect(outcome()).toEqual({ outcome: 'failed' });
});

test('a recovery without a kill starts nothing beside what lives', async () => {
  rig = createSupervisionRig([aService('web', { recoveryActions: ['start'] })]);
  const pid = await hungWeb();
  await rig.begin().run();
  expect(rig.host.effects).toEqual([]);
  expect(steps()[0]).toMatchObject({
    outcome: 'failed',
    message: `not started: pid ${pid} of it still lives; a second copy is never started`,
  });
});

test('what cannot be seen is not started beside', async () => {
  await deadWeb();
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
  expect(steps()[3]?.message).toBe('not started: the processes cannot be seen: EMFILE');
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
