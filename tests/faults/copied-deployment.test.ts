// A deployment that was copied, with its record or without: what runs of the original is none of the copy's. One that was moved is
// no copy.

import { cpSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const deployment = () =>
  scenario({ consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } }).service('web', {
    program: 'beat',
    timeout_seconds: 1,
  });

/** The original, of which the service runs. */
async function original(): Promise<Scene> {
  const scene = deployment().open();
  expect(await scene.watchdog('on', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  return scene;
}

function copied(from: Scene, folders: readonly string[]): Scene {
  const scene = deployment().open();
  for (const folder of folders) cpSync(from.path(folder), scene.path(folder), { recursive: true });
  return scene;
}

/** Older than its timeout. */
const beatIsOld = (scene: Scene) =>
  eventually('its beat is old', () => {
    const { timestamp } = JSON.parse(readFileSync(scene.path('heartbeats', 'web.json'), 'utf8'));
    return Date.now() - Date.parse(timestamp) > 2000;
  });

const pidsOf = (scene: Scene) => scene.living('web').map(({ pid }) => pid);

test('H12 I1 the copy of a deployment, its record included, says whose record that is, and ends nothing of the original', async () => {
  const scene = await original();
  const before = pidsOf(scene);
  const copy = copied(scene, ['state', 'heartbeats']);
  await beatIsOld(copy);
  for (const words of [['check'], ['off', 'web'], ['restart', 'web']]) {
    const { exitCode, stdout, stderr } = await copy.watchdog(...words);
    expect([words, exitCode]).toEqual([words, 4]);
    expect(stdout + stderr).toContain(scene.path('state', 'watchdog.db'));
  }
  expect(pidsOf(scene)).toEqual(before);
  expect(pidsOf(copy)).toEqual([]);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
});

test('H12 I1 the copy of a deployment without its record takes nobody for its service whom the original has started', async () => {
  const scene = await original();
  const before = pidsOf(scene);
  const copy = copied(scene, ['heartbeats']);
  await beatIsOld(copy);
  for (let tick = 0; tick < 3; tick += 1) await copy.check();
  expect(await copy.status('web')).toMatchObject({
    verdict: 'unknown',
    detail: expect.stringContaining(scene.configPath),
  });
  expect(await copy.watchdog('restart', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  expect(pidsOf(scene)).toEqual(before);
  expect(pidsOf(copy)).toHaveLength(1);
});

test('a deployment whose record was moved goes on with it, also when there is another one in its old place by now', async () => {
  const scene = await original();
  const before = pidsOf(scene);
  renameSync(scene.path('state'), scene.path('moved'));
  scene.edit({ db_path: 'moved/watchdog.db' });
  await scene.check();
  mkdirSync(scene.path('state'));
  cpSync(scene.path('moved', 'watchdog.db'), scene.path('state', 'watchdog.db'));
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
  expect(pidsOf(scene)).toEqual(before);
});
