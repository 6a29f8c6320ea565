// The config file is the truth at every pass, also of an invocation that makes many.

import { existsSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const EVERY = ['check', '--every', '300ms', '--for', '100s'];

function ticksIn(scene: Scene): number {
  return Number(scene.rows('SELECT count(*) AS n FROM ticks')[0]?.n ?? 0);
}

async function passes(scene: Scene, count: number): Promise<void> {
  const before = ticksIn(scene);
  await eventually(`${count} more passes`, () => ticksIn(scene) >= before + count);
}

async function atWork(): Promise<Scene> {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  scene.begin(EVERY);
  await scene.healthy('web');
  return scene;
}

test('a service that is added to the config is started at the next pass, and the others are left as they are', async () => {
  const scene = await atWork();
  const [web] = scene.living('web');
  scene.edit({}, { worker: { program: 'beat' } });
  await scene.healthy('worker');
  await passes(scene, 2);
  expect(scene.living('worker')).toHaveLength(1);
  expect(scene.living('web')).toEqual([web]);
  expect(scene.log().filter((line) => line.includes('was read again'))).toHaveLength(1);
});

test('a service that is disabled while passes are made is left running, and no longer watched', async () => {
  const scene = await atWork();
  scene.edit({}, { web: { program: 'beat', enabled: false } });
  await eventually('it was read', () => scene.log().some((line) => line.includes('was read again')));
  await scene.killInstance('web');
  await passes(scene, 3);
  expect(scene.living('web')).toEqual([]);
});

test('an edit with a mistake is told once while the last good config stays in force, until it is mended', async () => {
  const scene = await atWork();
  writeFileSync(scene.configPath, '{ "processes": { "web": {} }, ');
  const told = () => scene.log().filter((line) => /ERROR.*config\.json:1:\d+: found/.test(line));
  await eventually('the mistake is told', () => told().length > 0);
  await passes(scene, 3);
  await scene.killInstance('web');
  await eventually('web is back', () => scene.living('web').length === 1);
  expect(told()).toHaveLength(1);
  expect(scene.log()).toContain('  The last good config stays in force.');

  scene.edit({}, { worker: { program: 'beat' } });
  await scene.healthy('worker');
  expect(told()).toHaveLength(1);
});

describe('asked of an invocation whose next pass is far away', () => {
  const SELDOM = ['check', '--every', '60s'];

  test('a restart runs the command as it was edited, and what was added can be switched on', async () => {
    const scene = scenario().service('web').open();
    await scene.watchdog('on', 'web', '--wait');
    scene.begin(SELDOM);
    await passes(scene, 1);
    scene.edit({}, { web: { program: 'beat', env: { EDITED: 'yes' } }, worker: { program: 'beat' } });
    expect(await scene.watchdog('restart', 'web')).toMatchObject({ exitCode: 0 });
    expect(scene.living('web')).toMatchObject([{ env: { EDITED: 'yes' } }]);
    expect(await scene.watchdog('on', 'worker')).toMatchObject({ exitCode: 0 });
    expect(scene.living('worker')).toHaveLength(1);
  });

  test('a successor works by the config as it is when it takes over, though it was started before the edit', async () => {
    const scene = scenario({ consecutive_failures_threshold: 1, cleanup_timeout: 3600 })
      .service('slow', {
        commands: {
          start: toyCommand('beat'),
          clear_db: 'touch cleaning; while [ ! -e cleaned ]; do sleep 0.1; done',
        },
      })
      .open();
    scene.begin(SELDOM);
    await eventually('the cleanup runs', () => existsSync(scene.path('cleaning')));
    scene.begin(SELDOM);
    const ASKED = "SELECT 1 FROM requests WHERE kind = 'hand_over'";
    await eventually('the successor waits', () => scene.rows(ASKED).length === 1);
    scene.edit({}, { worker: { program: 'beat' } });
    writeFileSync(scene.path('cleaned'), '');
    await eventually('the worker runs', () => scene.living('worker').length === 1);
  });
});
