// What concerns several services at once: a host in trouble kills nobody in haste, and dependents wait for what they need.

import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

const TICKS_A_SECOND = 100;
const HASTY = { consecutive_failures_threshold: 1 };

const BRIEF = { program: 'beat', timeout_seconds: 3 };

test('R15 M7 when most living services go stale at once, nothing is done for a tick; then one is tried, then two, then the rest', async () => {
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
  expect(replaced()).toHaveLength(3);
  for (const key of replaced()) await scene.healthy(key);
  await scene.check();
  expect(replaced()).toEqual(keys);
});

test('when most living services go stale one after the other, one is tried before the others, and then more each time', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  const scene = keys
    .reduce((scenery, key) => scenery.service(key, BRIEF), scenario({ consecutive_failures_threshold: 4 }))
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  const pids = keys.map((key) => scene.living(key)[0]?.pid as number);
  for (const pid of pids) {
    process.kill(pid, 'SIGSTOP');
    await sleep(200);
  }
  scene.begin(['check', '--every', '300ms', '--for', '60s']);
  const recoveries = () =>
    scene.rows("SELECT begun_at, recovered_at FROM recoveries WHERE purpose = 'recover' ORDER BY id") as {
      begun_at: number;
      recovered_at: number | null;
    }[];
  await eventually(
    'all are back',
    () => recoveries().filter((one) => one.recovered_at !== null).length === 6,
    50,
  );
  expect(scene.rows('SELECT kind FROM events WHERE key IS NULL')).toEqual([{ kind: 'mass_failure' }]);
  const [first, ...others] = recoveries();
  const waves = [others.slice(0, 2), others.slice(2)];
  const back = (wave: readonly { recovered_at: number | null }[]) =>
    Math.max(...wave.map(({ recovered_at }) => recovered_at ?? Number.NaN));
  for (const { begun_at } of others)
    expect(begun_at).toBeGreaterThanOrEqual(first?.recovered_at ?? Number.NaN);
  for (const { begun_at } of waves[1] ?? []) expect(begun_at).toBeGreaterThanOrEqual(back(waves[0] ?? []));
});

test('services that were started together and come of age together are no mass failure', async () => {
  const check = { type: 'resources', max_age_seconds: 2 };
  const scene = ['a', 'b', 'c', 'd']
    .reduce((scenery, key) => scenery.service(key, { ...BRIEF, checks: [check] }), scenario(HASTY))
    .open();
  await scene.watchdog('start-all', '--wait');
  await eventually('they are replaced', async () => {
    await scene.check();
    return scene.rows("SELECT id FROM recoveries WHERE verdict = 'over_limit'").length > 0;
  });
  expect(scene.rows("SELECT kind FROM events WHERE kind = 'mass_failure'")).toEqual([]);
});

test('a dependent is not started before what it depends on is healthy', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', depends_on: ['db'] })
    .service('db', { program: ['beat-late', '1'] })
    .open();
  await scene.check();
  const told = "SELECT reason FROM check_history WHERE process_key = 'web' ORDER BY id";
  expect(scene.rows(told).map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['dependency_down', 'threshold_reached']),
  );
  const [db, web] = ['db', 'web'].map((key) => scene.living(key)[0]?.startTicks ?? Number.NaN) as [
    number,
    number,
  ];
  expect(web - db).toBeGreaterThanOrEqual(TICKS_A_SECOND);
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
