// Services that must get on with something.

import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1, defaults: { start_grace_seconds: 2 } };

function recoveries(scene: Scene) {
  return scene.rows("SELECT verdict, detail FROM recoveries WHERE purpose = 'recover'");
}

test('a service that lives and beats, and gets no further, is replaced by one that has its time anew', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', checks: [{ type: 'progress', file: 'done', within_seconds: 5 }] })
    .open();
  writeFileSync(scene.path('done'), '');
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const { pid } = await scene.healthy('web');
  await eventually('it is replaced', async () => {
    await scene.check();
    return (await scene.status('web')).pid !== pid;
  });
  expect(recoveries(scene)).toEqual([
    {
      verdict: 'no_progress',
      detail: expect.stringMatching(/check progress: it stands at 2\d{3}-.*Z for .* within 5 s/),
    },
  ]);
  // What was reached is still known, and the time counts from the start of the new one.
  const [row] = scene.rows("SELECT checks FROM services WHERE key = 'web'");
  expect(JSON.parse(String(row?.checks)).progress.mark.value).toBeGreaterThan(1e9);
  await scene.check();
  expect(recoveries(scene)).toHaveLength(1);
});

test('one that gets on is left alone, and costs a write only now and then', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      checks: [
        { type: 'process' },
        { type: 'progress', sqlite: 'jobs.db', query: 'SELECT count(*) FROM done', within_seconds: 3600 },
      ],
      commands: { start: ['sleep', '1000'] },
    })
    .open();
  const database = new Database(scene.path('jobs.db'));
  afterTest(() => database.close());
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE done (id INTEGER)');
  await scene.watchdog('on', 'web');
  // While it is new, it is remembered that it was looked at.
  await scene.check();
  await scene.check();
  const [first] = scene.rows("SELECT checks FROM services WHERE key = 'web'");
  database.exec('INSERT INTO done VALUES (1)');
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
  expect(scene.rows("SELECT checks FROM services WHERE key = 'web'")).toEqual([first]);
  expect(JSON.parse(String(first?.checks)).progress.mark.value).toBe(0);
});

test('a number that cannot be had restarts nobody, and is told', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      program: 'beat',
      checks: [{ type: 'progress', heartbeat: 'progress', within_seconds: 1 }],
    })
    .open();
  await scene.watchdog('on', 'web');
  expect((await scene.check()).stderr).toMatch(/concern: check progress: the heartbeat tells no progress/);
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown' });
  expect(recoveries(scene)).toEqual([]);
  expect(readFileSync(scene.path('heartbeats', 'web.json'), 'utf8')).not.toContain('progress');
});
