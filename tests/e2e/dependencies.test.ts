// Services that depend on each other, as real processes.

import { existsSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

function startedAt(scene: Scene, key: string): number {
  return scene.living(key)[0]?.startTicks ?? -1;
}

test('start-all starts what others depend on first, and them once it is healthy; stop-all stops in the reverse', async () => {
  const scene = scenario()
    .service('web', { program: 'beat', depends_on: ['api'] })
    .service('api', { program: 'beat', depends_on: [{ key: 'db', condition: 'started' }] })
    .service('db', { program: ['beat-late', '2'] })
    .open();
  expect(await scene.watchdog('start-all')).toMatchObject({ exitCode: 0 });
  expect(startedAt(scene, 'db')).toBeLessThan(startedAt(scene, 'api'));
  expect(startedAt(scene, 'api')).toBeLessThan(startedAt(scene, 'web'));

  expect(await scene.watchdog('stop-all')).toMatchObject({ exitCode: 0 });
  const stops = scene.rows("SELECT key FROM recoveries WHERE purpose = 'stop' ORDER BY ended_at, id");
  expect(stops.map(({ key }) => key)).toEqual(['web', 'api', 'db']);
  expect(scene.everything()).toEqual([]);
});

test('what depends on a service that does not start is not begun, and says why', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', { commands: { start: 'exit 3' } })
    .open();
  expect(await scene.watchdog('start-all')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringMatching(/web: failed: not begun, for db, on which it depends, is no_heartbeat/),
  });
  expect(scene.living('web')).toEqual([]);
  scene.edit({}, { db: { program: 'beat' } });
  await eventually('both run', async () => {
    await scene.check();
    return scene.living('db').length === 1 && scene.living('web').length === 1;
  });
});

test('a chain of dead services is up after a single check, in order, and who only stumbles meanwhile is not counted twice', async () => {
  const chain = scenario(HASTY)
    .service('a')
    .service('b', { program: 'beat', depends_on: ['a'] })
    .service('c', { program: 'beat', depends_on: ['b'] })
    .service('d', { program: 'beat', depends_on: ['c'] })
    .service('lame', {
      commands: { start: 'sleep 100' },
      start_grace_seconds: 0,
      consecutive_failures_threshold: 10,
    })
    .open();
  const keys = ['a', 'b', 'c', 'd'];
  await chain.watchdog('start-all');
  await chain.check();
  for (const key of keys) await chain.killInstance(key);
  const { failures: before = 0 } = await chain.status('lame');
  await chain.check();
  const starts = keys.map((key) => startedAt(chain, key));
  expect(starts).not.toContain(-1);
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  expect((await chain.status('lame')).failures).toBe(before + 1);
});

test('while a service is down those that depend on it are held, and started after it', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db')
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  await scene.watchdog('off', 'db');
  await scene.killInstance('web');
  await scene.check();
  expect(await scene.status('web')).toMatchObject({
    reason: 'dependency_down',
    detail: 'db is switched off',
  });
  expect(scene.living('web')).toEqual([]);
  await scene.watchdog('on', 'db', '--wait');
  await scene.check();
  expect(startedAt(scene, 'db')).toBeLessThan(startedAt(scene, 'web'));
});

test('who is well is restarted once for what it depends on, by its end and its start alone', async () => {
  const wipe = 'touch "$WATCHDOG_KEY.wiped"';
  const dependent = (recoveryActions: unknown) => ({
    commands: { start: toyCommand('beat'), clear_db: wipe },
    depends_on: ['db'],
    recovery_actions: recoveryActions,
  });
  const scene = scenario({ ...HASTY, restart_policy: { backoff_seconds: 0 } })
    .service('web', dependent(['kill', 'clear_db', 'start']))
    .service('api', dependent({ stale_pid: ['kill', 'start'], default: [{ signal: 'SIGCONT' }] }))
    .service('db', { program: 'beat', restart_dependents: true })
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  await scene.killInstance('db');
  await scene.check();
  await scene.healthy('db');
  for (let pass = 0; pass < 4; pass += 1) await scene.check();
  for (const key of ['web', 'api']) {
    const reasons = scene.rows(`SELECT reason FROM recoveries WHERE key = '${key}' AND purpose = 'recover'`);
    expect(reasons).toEqual([{ reason: 'dependency_recovered' }]);
    expect(existsSync(scene.path(`${key}.wiped`))).toBe(false);
  }
});

test('what depends on a service that wants it so is restarted once that was recovered', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', { program: 'beat', restart_dependents: true })
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  const [first] = scene.living('web');
  await scene.killInstance('db');
  await scene.check();
  await scene.healthy('db');
  expect(scene.living('web')).toEqual([first]);
  await scene.check();
  expect(scene.living('web')[0]?.pid).not.toBe(first?.pid);
  expect(scene.rows("SELECT reason FROM recoveries WHERE key = 'web' AND purpose = 'recover'")).toEqual([
    { reason: 'dependency_recovered' },
  ]);
  await scene.healthy('web');
  const [second] = scene.living('web');
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([second]);
});
