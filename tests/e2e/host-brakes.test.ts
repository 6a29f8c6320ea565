// What concerns the host as a whole: heartbeats that nobody can write, restarts that are counted, starts that keep a distance.

import { writeFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

/** Goes on when its beat cannot be written. */
const STUBBORN = `while true; do
  printf '{"process_key":"%s","pid":%d,"timestamp":"%s","status":"running"}' "$WATCHDOG_KEY" $$ "$(date -u +%FT%TZ)" > $WATCHDOG_KEY.tmp &&
    mv $WATCHDOG_KEY.tmp "$WATCHDOG_HEARTBEAT_FILE"
  sleep 0.2
done`;

testAsRoot(
  'M5 services whose beats find no room are left alone, which is told once, and are healthy when there is room again',
  async () => {
    const entry = { commands: { start: STUBBORN }, cwd: 'heartbeats', timeout_seconds: 3 };
    const scene = scenario(HASTY).service('a', entry).service('b', entry).open();
    const disk = mountSmallDisk(scene.path('heartbeats'), 'size=256k');
    await scene.watchdog('start-all', '--wait');
    await scene.check();
    const pids = ['a', 'b'].map((key) => scene.living(key)[0]?.pid);
    await eventually('both are stale', async () => {
      // Again, for a beat that is replaced leaves room for the next.
      disk.fill();
      const { stdout } = await scene.watchdog('status');
      return stdout.match(/timed_out|invalid_heartbeat/g)?.length === 2;
    });
    await scene.check();
    await scene.check();
    expect(await scene.status('a')).toMatchObject({
      reason: 'host_trouble',
      detail: expect.stringMatching(/its file system is full/),
    });
    disk.clear();
    await scene.check();
    for (const key of ['a', 'b']) await scene.healthy(key);
    await scene.check();
    expect(['a', 'b'].map((key) => scene.living(key)[0]?.pid)).toEqual(pids);
    expect(scene.rows('SELECT kind FROM events WHERE key IS NULL')).toEqual([
      { kind: 'host_trouble' },
      { kind: 'host_relief' },
    ]);
  },
);

test('who comes after the last restart of an hour waits, and a person hears of it once; critical services have their own', async () => {
  const scene = scenario({ ...HASTY, max_restarts_per_hour: 1 })
    .service('a')
    .service('b', { program: 'beat', critical: true })
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  for (const key of ['a', 'b']) {
    await scene.killInstance(key);
    await scene.check();
    expect(scene.living(key)).toHaveLength(1);
  }
  await scene.killInstance('a');
  const third = await scene.check();
  expect(third.stderr).toMatch(/budget_spent: the host has had its 1 restarts of this hour/);
  expect(await scene.status('a')).toMatchObject({ reason: 'budget_spent' });
  await scene.check();
  expect(scene.living('a')).toEqual([]);
  const told = () => scene.rows('SELECT kind FROM events WHERE key IS NULL');
  expect(told()).toEqual([{ kind: 'budget_spent' }]);
  // Nobody waits any more, and there is no more room than before.
  await scene.watchdog('off', 'a');
  await scene.check();
  expect(told()).toEqual([{ kind: 'budget_spent' }]);
  // An operator is not bound by it.
  await scene.watchdog('on', 'a', '--wait');
  expect(scene.living('a')).toHaveLength(1);
});

test('services that are down at once are started one after the other, at the interval that is asked for', async () => {
  const scene = ['a', 'b', 'c']
    .reduce((scenery, key) => scenery.service(key), scenario({ ...HASTY, start_interval_seconds: 2 }))
    .open();
  await scene.check();
  const begun = scene.rows("SELECT begun_at FROM steps WHERE action = 'start' ORDER BY begun_at");
  const starts = begun.map((row) => Number(row.begun_at));
  expect(starts).toHaveLength(3);
  for (const [index, start] of starts.slice(1).entries())
    expect(start - (starts[index] as number)).toBeGreaterThanOrEqual(1000);
  expect(scene.rows("SELECT kind FROM events WHERE kind = 'start_throttled'")).toHaveLength(1);
});

test('services that go bad at once live on until it is the turn of their start', async () => {
  const entry = {
    program: 'beat',
    start_grace_seconds: 0,
    checks: [{ type: 'process' }, { type: 'command', name: 'c', command: 'test ! -e bad || exit 2' }],
  };
  const scene = ['a', 'b', 'c']
    .reduce((scenery, key) => scenery.service(key, entry), scenario({ ...HASTY, start_interval_seconds: 3 }))
    .open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  writeFileSync(scene.path('bad'), '');
  await scene.check();
  const kills = scene.rows(
    `SELECT steps.begun_at FROM steps JOIN recoveries ON recoveries.id = recovery_id
     WHERE purpose = 'recover' AND action = 'kill' ORDER BY steps.begun_at`,
  );
  const ends = kills.map((row) => Number(row.begun_at));
  expect(ends).toHaveLength(3);
  ends.slice(1).forEach((end, index) => {
    expect(end - (ends[index] as number)).toBeGreaterThanOrEqual(2500);
  });
});
