// Services that are meant together, as real processes.

import { rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

test('a group or a tag on the command line means all that have it, in their order', async () => {
  const scene = scenario()
    .service('web', { program: 'beat', group: 'site', depends_on: ['api'] })
    .service('api', { program: 'beat', tags: ['site', 'slow'] })
    .service('other')
    .open();
  expect(await scene.watchdog('on', '@site')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^api: .*\nweb: /),
  });
  expect(scene.living('other')).toEqual([]);
  const [before] = scene.living('web');
  expect(await scene.watchdog('restart', '@site')).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')[0]?.pid).not.toBe(before?.pid);
  expect(await scene.watchdog('status', '@site')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^web\trunning\t.*\napi\trunning\t.*\n$/),
  });
  expect(await scene.watchdog('off', '@slow')).toMatchObject({ exitCode: 0 });
  expect(await scene.watchdog('status', '@site')).toMatchObject({ exitCode: 3 });
  expect(scene.living('web')).toHaveLength(1);
  expect(await scene.watchdog('off', '@sit')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean "@site"?'),
  });
});

test('an entry with instances runs as many processes, each its own; fewer of them leave the rest unwatched', async () => {
  const many = (instances: number) => ({
    program: 'beat',
    heartbeat_path: 'heartbeats/job-{index}.json',
    env: { NUMBER: '{index+10}' },
    instances,
  });
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('job', many(3)).open();
  expect(await scene.watchdog('on', 'job', '--wait')).toMatchObject({ exitCode: 0 });
  const keys = ['job-1', 'job-2', 'job-3'];
  expect(keys.map((key) => scene.living(key)[0]?.env.NUMBER)).toEqual(['11', '12', '13']);
  await scene.check();
  await scene.killInstance('job-2');
  await scene.check();
  await scene.healthy('job-2');
  const before = keys.map((key) => scene.living(key)[0]?.pid);
  expect(await scene.watchdog('restart', 'job')).toMatchObject({ exitCode: 0 });
  keys.forEach((key, place) => {
    expect(scene.living(key)).toHaveLength(1);
    expect(scene.living(key)[0]?.pid).not.toBe(before[place]);
  });

  scene.edit({}, { job: many(2) });
  expect(await scene.check()).toMatchObject({
    stderr: expect.stringMatching(/job-3: unwatched: .* goes on unwatched/),
  });
  expect(scene.living('job-3')).toHaveLength(1);
  expect(await scene.watchdog('status', 'job-3')).toMatchObject({ exitCode: 2 });
});

describe('a group whose members are restarted together', () => {
  const grouped = (strategy: string) =>
    scenario({ consecutive_failures_threshold: 1, groups: { site: { strategy } } })
      .service('web', { program: 'beat', group: 'site', depends_on: ['api'] })
      .service('api', { program: 'beat', group: 'site', depends_on: ['db'] })
      .service('db', { program: 'beat', group: 'site' })
      .open();

  const pids = (scene: Scene) => ['db', 'api', 'web'].map((key) => scene.living(key)[0]?.pid);

  async function running(strategy: string): Promise<Scene> {
    const scene = grouped(strategy);
    await scene.watchdog('start-all', '--wait');
    await scene.check();
    return scene;
  }

  test('has all of them replaced when one has died, in their order', async () => {
    const scene = await running('one_for_all');
    const before = pids(scene);
    await scene.killInstance('api');
    await scene.check();
    pids(scene).forEach((pid, place) => {
      expect(pid).toBeDefined();
      expect(pid).not.toBe(before[place]);
    });
    const starts = scene.rows("SELECT key FROM recoveries WHERE reason = 'group_restart' ORDER BY ended_at");
    expect(starts.map(({ key }) => key)).toEqual(['db', 'api', 'web']);
    const stops = scene.rows(
      "SELECT key FROM recoveries JOIN steps ON recovery_id = id WHERE reason = 'group_restart' AND action = 'kill' ORDER BY steps.ended_at",
    );
    expect(stops.map(({ key }) => key)).toEqual(['web', 'api', 'db']);
    expect(await scene.status('web')).toMatchObject({ restarts: 0 });
  });

  test('has only those that start after it replaced where it is the rest for one', async () => {
    const scene = await running('rest_for_one');
    const [db, api, web] = pids(scene);
    await scene.killInstance('api');
    await scene.check();
    expect(pids(scene)).toEqual([db, expect.any(Number), expect.any(Number)]);
    expect(pids(scene)).not.toContain(api);
    expect(pids(scene)).not.toContain(web);
  });

  test('counts as one restart for the budget of the host, which the one that is dead has', async () => {
    const scene = scenario({
      consecutive_failures_threshold: 1,
      max_restarts_per_hour: 1,
      groups: { site: { strategy: 'one_for_all' } },
    })
      .service('a', { program: 'beat', group: 'site', priority: 1 })
      .service('b', { program: 'beat', group: 'site' })
      .open();
    await scene.watchdog('start-all', '--wait');
    await scene.check();
    const before = [...scene.living('a'), ...scene.living('b')];
    await scene.killInstance('b');
    await scene.check();
    const after = [...scene.living('a'), ...scene.living('b')];
    expect(after).toHaveLength(2);
    for (const { pid } of before) expect(after.map((one) => one.pid)).not.toContain(pid);
    expect(scene.rows("SELECT kind FROM events WHERE kind = 'budget_spent'")).toEqual([]);
  });

  test('is not restarted for one of them that could not be started', async () => {
    const policy = { backoff_seconds: 0 };
    const scene = scenario({
      consecutive_failures_threshold: 1,
      restart_policy: policy,
      groups: { site: { strategy: 'one_for_all', restart_policy: policy } },
    })
      .service('a', { program: 'beat', group: 'site' })
      .service('b', {
        commands: { start: ['./program'] },
        heartbeat_path: undefined,
        checks: [{ type: 'process' }],
        group: 'site',
      })
      .open();
    writeFileSync(scene.path('program'), '#!/bin/sh\nexec sleep 100\n', { mode: 0o755 });
    await scene.watchdog('start-all', '--wait');
    await scene.check();
    const [a] = scene.living('a');
    rmSync(scene.path('program'));
    await scene.killInstance('b');
    for (let pass = 0; pass < 3; pass += 1) await scene.check();
    expect(scene.living('a')).toEqual([a]);
    expect(scene.rows("SELECT key FROM recoveries WHERE reason = 'group_restart'")).toEqual([]);
  });

  test('is gone on with by the next invocation when one is killed over it', async () => {
    const scene = await running('one_for_all');
    const before = pids(scene);
    await scene.killInstance('web');
    const check = scene.begin(['check']);
    await eventually('one of them has been started again', () =>
      scene.living('db').some(({ pid }) => pid !== before[0]),
    );
    await check.killHard();
    await eventually('all run again', async () => {
      await scene.check();
      return scene.rows('SELECT id FROM recoveries WHERE ended_at IS NULL').length === 0;
    });
    pids(scene).forEach((pid, place) => {
      expect(pid).toBeDefined();
      expect(pid).not.toBe(before[place]);
    });
    for (const key of ['db', 'api', 'web']) expect(scene.living(key)).toHaveLength(1);
    expect(scene.rows("SELECT key FROM recoveries WHERE reason = 'group_restart'")).toHaveLength(3);
  });
});
