// The main job: what stays broken is ended whole, started once, and proved.

import { readFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { program } from '../support/processes.ts';
import { scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';

test('K7 a service killed with -9 is started again after two failures, and recorded as recovered with its duration', async () => {
  const scene = scenario().service('web').open();
  expect(await scene.watchdog('on', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  const { pid: first } = await scene.status('web');
  await scene.killInstance('web');

  expect(await scene.check()).toMatchObject({ exitCode: 1 });
  expect(scene.living('web')).toHaveLength(0);
  expect(await scene.status('web')).toMatchObject({ verdict: 'stale_pid', pid: first });
  expect(scene.rows('SELECT streak FROM services')).toEqual([{ streak: 1 }]);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  const [second] = scene.living('web');
  expect(await scene.healthy('web')).toMatchObject({ pid: second?.pid, failures: 0 });
  expect(await scene.check()).toMatchObject({ exitCode: 0 });

  expect(scene.living('web')).toHaveLength(1);
  const [recovery] = scene.rows("SELECT * FROM recoveries WHERE purpose = 'recover'");
  expect(recovery).toMatchObject({ outcome: 'recovered', verdict: 'stale_pid', reason: 'threshold_reached' });
  expect(recovery?.recovered_at).toBeGreaterThan(recovery?.begun_at as number);
});

test('of each check it is told why that was done which was', async () => {
  const scene = scenario()
    .service('web')
    .service('api', { program: 'beat', depends_on: ['web'] })
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  for (const key of ['web', 'api']) await scene.killInstance(key);
  await scene.check();
  await scene.check();
  const told = (key: string) =>
    scene
      .rows(`SELECT reason FROM check_history WHERE process_key = '${key}' ORDER BY id`)
      .map(({ reason }) => reason);
  expect(told('web').slice(0, 3)).toEqual(['healthy', 'below_threshold', 'threshold_reached']);
  expect(told('api').slice(0, 3)).toEqual(['healthy', 'below_threshold', 'dependency_down']);
  expect(told('api').at(-1)).toBe('threshold_reached');
});

test('each service has its own patience', async () => {
  const scene = scenario()
    .service('hasty', { program: 'beat', consecutive_failures_threshold: 1 })
    .service('patient', { program: 'beat', consecutive_failures_threshold: 3 })
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.killInstance('hasty');
  await scene.killInstance('patient');

  const copies = async () => {
    await scene.check();
    return [scene.living('hasty').length, scene.living('patient').length];
  };
  expect(await copies()).toEqual([1, 0]);
  expect(await copies()).toEqual([1, 0]);
  expect(await copies()).toEqual([1, 1]);
});

test('K1 K2 K11 a hung service is ended with its whole tree, deaf ones included, and one copy is started; a child that asked to be left alone lives', async () => {
  const scene = scenario({ kill_timeout: 1 })
    .service('web', { program: 'hang-with-family', timeout_seconds: 2 })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const family = JSON.parse(readFileSync(scene.path('family.json'), 'utf8'));
  const members = scene.living('web').map(({ pid }) => pid);
  expect(members.sort()).toEqual([family.leader, family.child, family.grandchild].sort());
  await eventually('it hangs', async () => (await scene.status('web')).verdict === 'timed_out');

  await scene.check();
  expect(
    scene
      .living('web')
      .map(({ pid }) => pid)
      .sort(),
  ).toEqual(members);
  await scene.check();

  expect(members.map(actorAt)).toEqual([undefined, undefined, undefined]);
  expect(actorAt(family.left_alone)).toBeDefined();
  await eventually('the new copy is there', () => scene.living('web').length === 3);
  expect(new Set(scene.living('web').map(({ env }) => env.WATCHDOG_INSTANCE)).size).toBe(1);
  expect(scene.rows("SELECT action, outcome, message FROM steps WHERE action = 'kill'")).toMatchObject([
    { outcome: 'succeeded', message: expect.stringMatching(/3 process\(es\) with SIGKILL/) },
  ]);
});

test('a service that reports an error is restarted, and told as such', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { program: 'report-error' })
    .open();
  await scene.watchdog('on', 'web');
  await eventually('it beats', async () => (await scene.status('web')).verdict === 'error_status');
  const [first] = scene.living('web');

  await scene.check();
  const [second, ...more] = scene.living('web');
  expect(more).toEqual([]);
  expect(second?.pid).not.toBe(first?.pid);
  expect(scene.rows("SELECT verdict FROM recoveries WHERE purpose = 'recover'")).toEqual([
    { verdict: 'error_status' },
  ]);
});

test('P3 a zombie is dead, and does not keep its service from being started', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.killInstance('web');
  const parent = scene.stranger(['python3', program('no-reaper.py')]);
  const pid = Number(await new Promise((resolve) => parent.stdout?.once('data', resolve)));
  scene.heartbeat('web', { pid });

  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows("SELECT action, outcome FROM steps WHERE action = 'kill'")).toEqual([
    { action: 'kill', outcome: 'succeeded' },
  ]);
});
