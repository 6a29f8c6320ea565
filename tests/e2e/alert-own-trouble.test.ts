// That we ourselves cannot work is told at once, to each channel once an hour, and that we can again to whoever was told.

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { alertsTo, LOG, meddle, type Told, toldTo } from '../support/told.ts';

function openScene(channels: object = { log: LOG }, more: object = {}): Scene {
  return scenario(alertsTo(channels, more)).service('web').open();
}

/** A check by a config that is old enough to be remembered as the last good one. */
async function checkSettled(scene: Scene): Promise<void> {
  const isOld = () => Date.now() - statSync(scene.configPath).ctimeMs > 2100;
  await eventually('the config is old enough', isOld);
  await scene.check();
}

/** What was told of ourselves. */
function toldOf(scene: Scene, topic: string): readonly Told[] {
  return toldTo(scene).filter((one) => one.topic === topic);
}

async function checkTwice(scene: Scene): Promise<void> {
  for (let tick = 0; tick < 2; tick += 1) expect((await scene.check()).exitCode).toBeGreaterThan(0);
}

test('a record that cannot be used is told once, and its end', async () => {
  const scene = openScene();
  await scene.check();
  const [{ version } = {}] = scene.rows('SELECT user_version AS version FROM pragma_user_version');
  meddle(scene, 'PRAGMA user_version = 99');
  await checkTwice(scene);
  meddle(scene, `PRAGMA user_version = ${version}`);
  for (let tick = 0; tick < 2; tick += 1) await scene.check();
  expect(toldOf(scene, 'database')).toMatchObject([
    { phase: 'opened', level: 'critical', body: expect.stringMatching(/newer/) },
    { phase: 'closed', title: expect.stringMatching(/^The watchdog works again/) },
  ]);
});

test('a lock that cannot be made is told once, and its end', async () => {
  const scene = openScene();
  await scene.check();
  scene.edit({ lock_path: 'config.json/lock' });
  await checkTwice(scene);
  scene.edit({});
  await scene.check();
  expect(toldOf(scene, 'lock')).toMatchObject([
    { phase: 'opened', body: expect.stringMatching(/lock_path/) },
    { phase: 'closed' },
  ]);
});

test('who could not be told is told at the next check, and nobody else again, until an hour has gone by', async () => {
  const scene = openScene({ log: LOG, pager: { type: 'command', command: 'cat >> pages; test -e awake' } });
  scene.edit({ lock_path: 'config.json/lock' });
  const pages = () => readFileSync(scene.path('pages'), 'utf8').trimEnd().split('\n').length;
  await checkTwice(scene);
  expect([toldTo(scene).length, pages()]).toEqual([1, 2]);
  writeFileSync(scene.path('awake'), '');
  await checkTwice(scene);
  expect([toldTo(scene).length, pages()]).toEqual([1, 3]);
  const mark = scene.path('logs', '+lock-trouble');
  const { sinceMs } = JSON.parse(readFileSync(mark, 'utf8'));
  const hourAgo = Date.now() - 3_600_000;
  writeFileSync(mark, JSON.stringify({ sinceMs, toldAtMs: { log: hourAgo, pager: hourAgo + 60_000 } }));
  await scene.check();
  expect(toldTo(scene)).toMatchObject([{ phase: 'opened' }, { phase: 'updated' }]);
  expect(pages()).toBe(3);
});

test('a mistake in the config is told when it has stayed there for a while, and when it is mended', async () => {
  const scene = openScene({ log: LOG }, { unknown_after_seconds: 0 });
  await checkSettled(scene);
  const good = readFileSync(scene.configPath, 'utf8');
  writeFileSync(scene.configPath, good.replace('"alerts"', '"alarms"'));
  await checkTwice(scene);
  writeFileSync(scene.configPath, good);
  await scene.check();
  expect(toldOf(scene, 'config')).toMatchObject([
    { phase: 'opened', level: 'warning', body: expect.stringMatching(/alarms/) },
    { phase: 'closed' },
  ]);
});

test('one that is mended within that while is told to nobody', async () => {
  const scene = openScene();
  await checkSettled(scene);
  const good = readFileSync(scene.configPath, 'utf8');
  writeFileSync(scene.configPath, '{');
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringContaining('The last good config stays'),
  });
  writeFileSync(scene.configPath, good);
  await scene.check();
  expect(toldOf(scene, 'config')).toEqual([]);
});

test('that we cannot work, and can leave no mark of having told that, is no bug of ours', async () => {
  const scene = scenario({ ...alertsTo({ ops: LOG }), db_path: 'file/x/w.db', log_dir: 'file/logs' })
    .service('web')
    .open();
  writeFileSync(scene.path('file'), '');
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).not.toBe(70);
  expect(stderr).not.toContain('a bug of ours');
});
