// The config file is the truth at every pass, also of an invocation that makes many.

import { writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

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
  expect(scene.log()).toContain('The last good config stays in force.');

  scene.edit({}, { worker: { program: 'beat' } });
  await scene.healthy('worker');
  expect(told()).toHaveLength(1);
});
