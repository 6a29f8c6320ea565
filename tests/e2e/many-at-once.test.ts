// Many invocations at once, and many dead services at once.

import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Guard, takeGuard } from '../../src/store/guard.ts';
import { openStore } from '../../src/store/open.ts';
import { eventually } from '../support/eventually.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

test('a check that finds another one at work says so at debug level alone', async () => {
  const scene = scenario({ ...HASTY, verify_delay: 3, log_level: 'debug' })
    .service('web')
    .open();
  const busy = scene.begin(['check']);
  await eventually('it is at work', () => scene.living('web').length === 1);
  expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  expect(busy.child.exitCode).toBeNull();
  expect(scene.log().filter((line) => /DEBUG.*another invocation holds the lease/.test(line))).toHaveLength(
    1,
  );
});

test('C8 of twenty checks at once one works, and the others leave quietly', async () => {
  const scene = scenario({ ...HASTY, verify_delay: 4 })
    .service('web')
    .open();
  const results = await Promise.all(Array.from({ length: 20 }, () => scene.check()));
  expect(results.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
  expect(results.filter(({ stdout, stderr }) => stdout + stderr !== '')).toHaveLength(1);
  expect(scene.living('web')).toHaveLength(1);
  expect(scene.rows('SELECT count(*) AS n FROM recoveries')).toEqual([{ n: 1 }]);
});

test('of eight verbs typed at the same instant, before there is a database, every one is answered', async () => {
  const scene = scenario(HASTY).service('web').open();
  for (let round = 0; round < 6; round += 1) {
    rmSync(scene.path('state'), { recursive: true, force: true });
    const answers = await Promise.all(Array.from({ length: 8 }, () => scene.watchdog('off', 'web')));
    expect(answers.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
    expect(scene.rows("SELECT count(*) AS n FROM requests WHERE status = 'done'")).toEqual([{ n: 8 }]);
  }
});

describe('a verb typed while somebody else is still making the database', () => {
  /** It has found the lease held, by this test, and no database. */
  async function typed(): Promise<{ scene: Scene; guard: Guard; asked: Invocation }> {
    const scene = scenario(HASTY).service('web').open();
    mkdirSync(scene.path('state'));
    const guard = takeGuard(scene.path('state', 'watchdog.db'));
    if (guard === 'held' || 'error' in guard) throw new Error('the guard is free, and ours');
    const asked = scene.begin(['off', 'web']);
    await sleep(1500);
    expect(asked.child.exitCode).toBeNull();
    return { scene, guard, asked };
  }

  test('waits for it', async () => {
    const { scene, guard, asked } = await typed();
    const opened = openStore(guard);
    await eventually('it is asked', () => scene.rows('SELECT 1 FROM requests').length === 1);
    if (opened.kind === 'ready') opened.store.close();
    guard.release();
    expect(await asked.ended).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('makes it, should the other one die before it is there', async () => {
    const { guard, asked } = await typed();
    guard.release();
    expect(await asked.ended).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

test('R15 twenty dead services are started side by side, eight at a time', async () => {
  const keys = Array.from({ length: 20 }, (_, index) => `service-${index}`);
  const scene = keys
    .reduce((scenery, key) => scenery.service(key), scenario({ ...HASTY, verify_delay: 1 }))
    .open();
  expect(await scene.check()).toMatchObject({ exitCode: 0 });

  expect(keys.map((key) => scene.living(key).length)).toEqual(keys.map(() => 1));
  const starts = scene.rows("SELECT begun_at, ended_at FROM steps WHERE action = 'start'") as {
    begun_at: number;
    ended_at: number;
  }[];
  const atOnce = starts.map(
    ({ begun_at: at }) => starts.filter((other) => other.begun_at <= at && at < other.ended_at).length,
  );
  expect(Math.max(...atOnce)).toBe(8);
  const tookMs = Math.max(...starts.map((it) => it.ended_at)) - Math.min(...starts.map((it) => it.begun_at));
  const oneByOneMs = starts.reduce((sum, it) => sum + it.ended_at - it.begun_at, 0);
  expect(oneByOneMs / tookMs).toBeGreaterThan(3);
});

test('what one service does wrong stops none of the others', async () => {
  const scene = scenario({ ...HASTY, kill_timeout: 0.5 })
    .service('missing', { commands: { start: ['/no/such/program'] } })
    .service('failing', { commands: { start: 'exit 3' } })
    .service('nowhere', { program: 'beat', cwd: '/no/such/folder' })
    .service('web')
    .open();
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/missing: start: .*\/no\/such\/program/);
  expect(stderr).toMatch(/nowhere: start: .*\/no\/such\/folder/);
  expect(scene.living('web')).toHaveLength(1);
});
