// Services that are judged by what they write to their logs.

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0.1 } };

test('a service that beats and writes what it must not is recovered once for it', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      program: 'beat',
      checks: [{ type: 'log', path: 'web.log', must_not_match: '(?i)out of memory' }],
    })
    .open();
  writeFileSync(scene.path('web.log'), 'out of memory, long ago\n');
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const { pid } = await scene.healthy('web');
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  appendFileSync(scene.path('web.log'), 'Out of memory: 12 MiB\n');
  const { stderr } = await scene.check();
  expect(stderr).toMatch(
    /web: .*check log: .*web\.log: a line matches "\(\?i\)out of memory": Out of memory: 12 MiB/,
  );
  const now = await eventually('web is well', async () => {
    await scene.check();
    const report = await scene.status('web');
    return report.verdict === 'healthy' && report;
  });
  expect(now.pid).not.toBe(pid);
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(scene.rows("SELECT count(*) AS times FROM recoveries WHERE verdict = 'check_failed'")).toEqual([
    { times: 1 },
  ]);
});

test('a service whose log stands still is recovered, and not while it is written', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      start_grace_seconds: 1,
      checks: [{ type: 'log', path: 'web.log', grows_within_seconds: 3 }],
      commands: {
        start: 'while [ ! -e hang ]; do date >> web.log; sleep 0.2; done; rm hang; exec sleep 600',
      },
    })
    .open();
  await scene.watchdog('on', 'web');
  const checking = scene.watchdog('check', '--every', '1s', '--for', '25s');
  const { pid } = await scene.healthy('web');
  const length = () => readFileSync(scene.path('web.log'), 'utf8').length;
  const before = length();
  await eventually('it has written for longer than it may be still', () => length() > before + 20 * 29);
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
  writeFileSync(scene.path('hang'), '');
  await eventually('it has another process', async () => {
    const report = await scene.status('web');
    return report.verdict === 'healthy' && report.pid !== pid;
  });
  await checking;
  expect(scene.rows('SELECT DISTINCT verdict FROM recoveries')).toContainEqual({ verdict: 'check_failed' });
});

const GRACE_MS = 1500;

test('a new instance has all of its time to write, however long nobody has written before', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      program: 'beat',
      start_grace_seconds: 1,
      checks: [{ type: 'log', path: 'web.log', grows_within_seconds: 8 }],
    })
    .open();
  writeFileSync(scene.path('web.log'), 'begun\n');
  await scene.watchdog('on', 'web', '--wait');
  await eventually('nothing was written for too long', async () => {
    const { stderr } = await scene.check();
    return stderr.includes('nothing was written to it');
  });
  await sleep(GRACE_MS);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.rows("SELECT count(*) AS times FROM recoveries WHERE verdict = 'check_failed'")).toEqual([
    { times: 1 },
  ]);
});

test('what a service writes when it is ended is not laid to the one that takes its place', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      start_grace_seconds: 1,
      checks: [{ type: 'process' }, { type: 'log', path: 'web.log', must_not_match: 'FATAL' }],
      commands: {
        start: 'trap "echo FATAL: told to end >> web.log; exit" TERM; while :; do sleep 0.1; done',
      },
    })
    .open();
  writeFileSync(scene.path('web.log'), 'begun\n');
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  appendFileSync(scene.path('web.log'), 'FATAL: no memory\n');
  expect((await scene.check()).stderr).toMatch(/web: .*: FATAL: no memory/);
  expect(readFileSync(scene.path('web.log'), 'utf8')).toMatch(/told to end/);
  await sleep(GRACE_MS);
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy' });
});
