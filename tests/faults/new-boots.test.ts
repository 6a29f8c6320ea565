// The host slept, or has booted anew. Another boot is shown to the program by another boot id in its place in /proc; a sleep,
// which no test can have, by clocks that went on without the monotonic one, or by what the record says of them at the last check.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt, signal } from '../support/scene-processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createWallClock } from '../support/wall-clock.ts';

const HASTY = { consecutive_failures_threshold: 1 };
const ANOTHER_BOOT = '0b5e55ed-0000-4000-8000-000000000002';

/** A check by a program that sees another boot, which began half a minute ago. */
function checkInAnotherBoot(scene: Scene) {
  const [id, uptime] = [scene.path('boot-id'), scene.path('uptime')];
  writeFileSync(id, `${ANOTHER_BOOT}\n`);
  writeFileSync(uptime, '30.00 60.00\n');
  const inOwnWorld =
    'mount --bind "$0" /proc/sys/kernel/random/boot_id && mount --bind "$1" /proc/uptime && shift && exec "$@"';
  return scene.begin(['check'], { wrapper: ['unshare', '--mount', 'sh', '-c', inOwnWorld, id, uptime] })
    .ended;
}

function meddle(scene: Scene, sql: string): void {
  const database = new Database(scene.path('state', 'watchdog.db'));
  database.exec(sql);
  database.close();
}

testAsRoot(
  'T4 P13 after a reboot whoever has the recorded pid, and the recorded start time too, is a stranger',
  async () => {
    const scene = scenario(HASTY).service('web').open();
    await scene.watchdog('on', 'web', '--wait');
    await scene.killInstance('web');
    const stranger = actorAt(scene.stranger().pid as number);
    if (stranger === undefined) throw new Error('the stranger is not there');
    meddle(
      scene,
      `UPDATE services SET pid = ${stranger.pid}, start_ticks = ${stranger.startTicks},
      beating_pid = pid, beating_start_ticks = start_ticks`,
    );
    await checkInAnotherBoot(scene);
    expect(actorAt(stranger.pid)).toEqual(stranger);
    expect(scene.living('web')).toHaveLength(1);
    expect(scene.rows('SELECT DISTINCT boot_id FROM services')).toEqual([{ boot_id: ANOTHER_BOOT }]);
  },
);

testAsRoot('T4 after a reboot services are started in the order of their dependencies', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db')
    .open();
  for (const key of ['db', 'web']) await scene.watchdog('on', key, '--wait');
  for (const key of ['db', 'web']) await scene.killInstance(key);
  await checkInAnotherBoot(scene);
  expect([scene.living('db').length, scene.living('web').length]).toEqual([1, 1]);
  expect(scene.living('db')[0]?.startTicks).toBeLessThan(scene.living('web')[0]?.startTicks ?? 0);
});

testAsRoot('T4 I3 what was spent of the restarts before a reboot is spent after it', async () => {
  const policy = { max_restarts: 1, window_seconds: 600, backoff_seconds: 0.1 };
  const scene = scenario({ ...HASTY, restart_policy: policy })
    .service('web', { commands: { start: 'exit 9' } })
    .open();
  await scene.check();
  for (let tick = 0; tick < 3; tick += 1) await checkInAnotherBoot(scene);
  expect(scene.rows('SELECT count(*) AS n FROM recoveries')).toEqual([{ n: 1 }]);
});

/** As if it had slept for an hour since the last check: all clocks but the monotonic one went on. */
const SLEEP = 'UPDATE ticks SET boot_ms = boot_ms - 3600000, at = at - 3600000';

test('T3 a service that has not beaten yet when its host wakes is given its time, and then it counts', async () => {
  const scene = scenario({ ...HASTY, verify_delay: 0 })
    .service('web', { program: 'beat', timeout_seconds: 4 })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const [before] = scene.living('web');
  if (before === undefined) throw new Error('the service is not there');
  signal(before, 'SIGSTOP');
  scene.heartbeat('web', { pid: before.pid, age: 3600 });
  meddle(scene, SLEEP);
  await scene.check();
  expect(scene.living('web')).toEqual([before]);
  expect(scene.rows("SELECT kind FROM events WHERE kind = 'clock_step'")).toHaveLength(1);
  await eventually('it is replaced', async () => {
    await scene.check();
    return scene.living('web')[0]?.pid !== before.pid;
  });
});

test('T3 a service that says it is ill when its host wakes is ended at the next check, and of the first it is told why not', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const [before] = scene.living('web');
  if (before === undefined) throw new Error('the service is not there');
  signal(before, 'SIGSTOP');
  scene.heartbeat('web', { pid: before.pid, status: 'error' });
  meddle(scene, SLEEP);
  await scene.check();
  expect(scene.living('web')).toEqual([before]);
  expect(scene.rows("SELECT health FROM check_history WHERE reason = 'clock_step'")).toEqual([
    { health: 'error_status' },
  ]);
  await scene.check();
  expect(scene.living('web')[0]?.pid).not.toBe(before.pid);
});

testAsRoot(
  'T3 when all clocks but the monotonic one went on for an hour, who has not beaten since is given his time, and then is ended',
  async () => {
    const clock = createWallClock(join(temporaryFolder('clock'), 'offset'));
    const scene = scenario({ ...HASTY, verify_delay: 0 })
      .service('web', { program: 'beat', timeout_seconds: 4, env: clock.env })
      .open();
    const checkAfterSleep = (sleptSeconds: number) => {
      const uptimeSeconds = Number.parseFloat(readFileSync('/proc/uptime', 'utf8'));
      writeFileSync(scene.path('uptime'), `${(uptimeSeconds + sleptSeconds).toFixed(2)} 0.00\n`);
      const inOwnWorld = 'mount --bind "$0" /proc/uptime && exec "$@"';
      const wrapper = ['unshare', '--mount', 'sh', '-c', inOwnWorld, scene.path('uptime')];
      return scene.begin(['check'], { wrapper, env: clock.env }).ended;
    };
    await scene.watchdog('on', 'web', '--wait');
    await checkAfterSleep(0);
    const [before] = scene.living('web');
    if (before === undefined) throw new Error('the service is not there');
    signal(before, 'SIGSTOP');
    clock.set(3600);
    await checkAfterSleep(3600);
    expect(scene.living('web')).toEqual([before]);
    expect(scene.rows("SELECT message FROM events WHERE kind = 'clock_step'")).toEqual([
      { message: expect.stringContaining('slept') },
    ]);
    await eventually('it is replaced', async () => {
      await checkAfterSleep(3600);
      return scene.living('web')[0]?.pid !== before.pid;
    });
    expect(scene.living('web')).toHaveLength(1);
  },
);

test('T10 of the checks that cron catches up on when the host wakes, however many, none restarts anybody', async () => {
  const scene = scenario(HASTY).service('web').service('api').open();
  for (const key of ['web', 'api']) await scene.watchdog('on', key, '--wait');
  await scene.check();
  const before = [...scene.living('web'), ...scene.living('api')];
  for (const one of before) {
    signal(one, 'SIGSTOP');
    scene.heartbeat(one.env.WATCHDOG_KEY ?? '', { pid: one.pid, age: 3600 });
  }
  meddle(scene, SLEEP);
  const checks = await Promise.all(Array.from({ length: 5 }, () => scene.check()));
  expect(checks.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
  for (const one of before) signal(one, 'SIGCONT');
  await scene.check();
  expect([...scene.living('web'), ...scene.living('api')]).toEqual(before);
});
