// What concerns several services at once: a host in trouble kills nobody in haste, and dependents wait for what they need.

import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

const BRIEF = { program: 'beat', timeout_seconds: 3 };

test('R15 M7 when most living services go stale at once, nothing is done for a tick; then one is tried, then the rest', async () => {
  const keys = ['a', 'b', 'c', 'd'];
  const scene = keys.reduce((scenery, key) => scenery.service(key, BRIEF), scenario(HASTY)).open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  const before = keys.map((key) => scene.living(key)[0]?.pid);
  const replaced = () => keys.filter((key, index) => scene.living(key)[0]?.pid !== before[index]);
  for (const pid of before) process.kill(pid as number, 'SIGSTOP');
  await eventually('all are stale', async () => {
    const { stdout } = await scene.watchdog('status');
    return stdout.match(/timed_out/g)?.length === 4;
  });

  await scene.check();
  expect(replaced()).toEqual([]);
  expect(scene.rows('SELECT kind FROM events WHERE key IS NULL')).toEqual([{ kind: 'mass_failure' }]);
  await scene.check();
  expect(replaced()).toHaveLength(1);
  await scene.healthy(replaced()[0] as string);
  await scene.check();
  expect(replaced()).toEqual(keys);
});

test('a dependent is not started before what it depends on is healthy', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', { program: ['beat-late', '1'] })
    .open();
  await scene.check();
  expect([scene.living('db').length, scene.living('web').length]).toEqual([1, 0]);
  expect(await scene.status('web')).toMatchObject({ reason: 'dependency_down' });
  await scene.healthy('db');
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test('after both died, what is depended on is started first, and the dependent once that is healthy', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', { program: ['beat-late', '1'] })
    .open();
  scene.begin(['check', '--every', '300ms', '--for', '100s']);
  await scene.healthy('web');
  await scene.killInstance('web');
  await scene.killInstance('db');
  await eventually('both are back', () => scene.living('db').length + scene.living('web').length === 2);

  const [db, web] = ['db', 'web'].map((key) => {
    const mine = `SELECT * FROM recoveries WHERE key = '${key}' ORDER BY id DESC LIMIT 1`;
    return scene.rows(mine)[0] as { begun_at: number; recovered_at: number };
  });
  expect(web?.begun_at).toBeGreaterThanOrEqual(db?.recovered_at ?? Number.NaN);
  await scene.healthy('web');
});

test('a dependency that is disabled holds nobody back', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', { program: 'beat', enabled: false })
    .open();
  await scene.check();
  expect([scene.living('db').length, scene.living('web').length]).toEqual([0, 1]);
});
