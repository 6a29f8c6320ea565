// What is written down of a service before we end it of our own accord.

import { aService } from '../../support/supervised-service.ts';
import { createSupervisionRig, type SupervisionRig } from '../../support/supervision-rig.ts';

let rig: SupervisionRig;
beforeEach(() => {
  rig = createSupervisionRig([aService('web')]);
});

const paths = () => rig.record.rows('SELECT black_box FROM recoveries ORDER BY id');

/** A service with commands of its own besides start. */
function rigWith(...names: readonly string[]): SupervisionRig {
  const { commands } = aService('web');
  const own = names.map((name) => [name, { kind: 'argv', argv: [`web.${name}`] }] as const);
  const stop = names.includes('stop') ? ['stop'] : [];
  return createSupervisionRig([
    aService('web', {
      commands: { ...commands, ...Object.fromEntries(own) },
      recoveryActions: [...stop, 'kill', 'start'],
    }),
  ]);
}

test('a hung service is looked at before it is ended, and the record says where that is written down', async () => {
  const pid = await rig.hung('web');
  await rig.begin().run();
  const [incident] = rig.host.incidents;
  expect(rig.host.incidents).toHaveLength(1);
  expect(incident?.path).toMatch(/^\/log\/incidents\/web-\d{8}T\d{6}Z-\d+\.txt$/);
  expect(incident?.text).toContain(`--- pid ${pid}: web`);
  expect(incident?.outputs).toEqual([{ title: 'its last words', path: '/log/web.log' }]);
  expect(paths()).toEqual([{ black_box: incident?.path }]);
  expect(rig.log).toContainEqual({ level: 'INFO', key: 'web', message: `black box: ${incident?.path}` });
});

test.each([
  ['dead', async () => rig.dead('web').then(() => rig.begin().run())],
  [
    'switched off',
    async () => {
      await rig.running('web');
      const { world, run } = rig.begin();
      world.requests.add('off', 'web', 'ann');
      await run({ passes: 'none' });
    },
  ],
  [
    'restarted by its operator',
    async () => {
      await rig.running('web');
      const { world, run } = rig.begin();
      world.requests.add('restart', 'web', 'ann');
      await run({ passes: 'none' });
    },
  ],
  [
    'hung, where the config wants none',
    async () => {
      rig.config = { ...rig.config, blackBox: { ...rig.config.blackBox, enabled: false } };
      await rig.hung('web');
      await rig.begin().run();
    },
  ],
])('nothing is written down of a service that is %s', async (_, happen) => {
  await happen();
  expect(rig.host.incidents).toEqual([]);
  expect(paths()).toEqual([{ black_box: null }]);
});

test('a full disk costs the black box, which is told, and nothing else', async () => {
  await rig.hung('web');
  rig.host.isDiskFull = true;
  await rig.begin().run();
  expect(rig.outcomes()).toEqual(['recover started']);
  expect(paths()).toEqual([{ black_box: null }]);
  expect(rig.log).toContainEqual({
    level: 'WARNING',
    key: 'web',
    message: 'black box: not kept: ENOSPC: no space left on device',
  });
});

test('it is kept once in a recovery: before the stop, not again before the kill', async () => {
  rig = rigWith('stop');
  await rig.hung('web');
  rig.host.programs.set('web.stop', { exitCode: 1 });
  await rig.begin().run();
  expect(rig.host.incidents).toHaveLength(1);
  expect(rig.steps()[1]?.action).toBe('kill');
});

test('a diagnose command is run before the end, its mark on record first, and what it printed is added', async () => {
  rig = rigWith('diagnose');
  const pid = await rig.hung('web');
  const marks: unknown[] = [];
  const { world, run } = rig.begin();
  const { runScript } = world.host;
  Object.assign(world, {
    host: Object.assign(Object.create(world.host), {
      runScript: (...words: Parameters<typeof runScript>) => {
        marks.push(...rig.record.rows('SELECT cookie FROM steps WHERE ordinal = 0'), words[0].env);
        return runScript(...words);
      },
    }),
  });
  await run();
  const [row, env] = marks as [{ cookie: string }, Record<string, string>];
  expect(row.cookie).toBe(env.WATCHDOG_STEP);
  expect(env.WATCHDOG_TARGET_PID).toBe(String(pid));
  expect(rig.host.effects).toEqual(['script web.diagnose', `end web ${pid}`, 'launch web']);
  expect(rig.host.incidents[0]?.text).toContain('diagnose: exited with code 0');
  expect(rig.host.incidents[0]?.outputs[0]).toEqual({
    title: 'what diagnose printed',
    path: '/log/web+diagnose.log',
  });
});

test.each([
  { exitCode: 3 },
  { overruns: true },
  { overruns: true, survivors: 'state D' },
  { notStarted: 'none' },
])('a diagnose command that goes wrong (%j) stops nothing', async (program) => {
  rig = rigWith('diagnose');
  await rig.hung('web');
  rig.host.programs.set('web.diagnose', program);
  await rig.begin().run();
  expect(rig.host.incidents).toHaveLength(1);
  expect(rig.outcomes()).toEqual(['recover started']);
});
