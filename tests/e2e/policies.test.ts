// Whether a service is recovered at all, after how many failures, and what its own exit says about that.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const WRITER = join(import.meta.dirname, '../../heartbeat-writer/dist/heartbeat-writer.cjs');
/** A service that takes its leave when it is asked to end. */
const LEAVES = `const { HeartbeatWriter } = require(${JSON.stringify(WRITER)});
  const writer = HeartbeatWriter.fromEnvironment();
  writer.start({ everySeconds: 0.2 });
  setInterval(() => {}, 1000);
  process.on('SIGTERM', () => process.exit(writer.stop() ? 0 : 1));`;

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0 } };

async function running(scene: Scene): Promise<void> {
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
}

/** Asks the service to end, as its writer does cleanly. */
async function endCleanly(scene: Scene): Promise<void> {
  for (const { pid } of scene.living('web')) process.kill(pid, 'SIGTERM');
  await eventually('it has ended', () => scene.living('web').length === 0);
}

test('a service that has ended cleanly stays so where only failures matter, and is no failure', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: ['node', '-e', LEAVES] }, restart: 'on-failure' })
    .open();
  await running(scene);
  await endCleanly(scene);
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await scene.status('web')).toMatchObject({ state: 'stopped', reason: 'ended_cleanly' });
  expect(scene.living('web')).toEqual([]);
  expect(scene.rows("SELECT kind FROM events WHERE kind IN ('down', 'ended')")).toEqual([{ kind: 'ended' }]);
});

test.each([
  ['without a heartbeat', { heartbeat_path: undefined, checks: [{ type: 'process' }] }],
  ['that never beats', {}],
])(
  'a service %s that does its work and exits with 0 has ended cleanly, and is not started again',
  async (_, entry) => {
    const scene = scenario(HASTY)
      .service('web', { ...entry, commands: { start: 'echo >> runs; exit 0' }, restart: 'on-failure' })
      .open();
    await scene.watchdog('on', 'web');
    for (const _tick of [1, 2]) expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await scene.status('web')).toMatchObject({ state: 'stopped', reason: 'ended_cleanly' });
    expect(readFileSync(scene.path('runs'), 'utf8')).toBe('\n');
    await scene.watchdog('on', 'web');
    expect(readFileSync(scene.path('runs'), 'utf8')).toBe('\n\n');
  },
);

test('what can be known of the end of a service without a heartbeat is told beforehand', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      checks: [{ type: 'process' }],
      commands: { start: ['sleep', '1000'] },
      restart: 'on-failure',
    })
    .open();
  const { exitCode, stdout, stderr } = await scene.watchdog('validate');
  expect(exitCode).toBe(0);
  expect(stdout + stderr).toMatch(
    /web: found restart "on-failure" and no heartbeat_path, so that of its ends only an exit with 0/,
  );
});

test('one that was killed is recovered there all the same', async () => {
  const scene = scenario(HASTY).service('web', { program: 'beat', restart: 'on-failure' }).open();
  await running(scene);
  await scene.killInstance('web');
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test('a service that is only watched is told of and left alone', async () => {
  const scene = scenario(HASTY).service('web', { program: 'beat', restart: 'never' }).open();
  await running(scene);
  await scene.killInstance('web');
  expect(await scene.check()).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/web: down: stale_pid/),
  });
  expect(await scene.status('web')).toMatchObject({ verdict: 'stale_pid', reason: 'never_restarted' });
  expect(scene.living('web')).toEqual([]);
});

test('a verdict with a threshold of its own has that one', async () => {
  const scene = scenario({ ...HASTY, consecutive_failures_threshold: 9 })
    .service('web', { program: 'beat', thresholds: { stale_pid: 1 } })
    .open();
  await running(scene);
  await scene.killInstance('web');
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test('a critical service that is down is told by an exit code of its own', async () => {
  const scene = scenario().service('web').service('db', { program: 'beat', critical: true }).open();
  await scene.watchdog('start-all', '--wait');
  await scene.check();
  await scene.killInstance('web');
  expect(await scene.check()).toMatchObject({ exitCode: 1 });
  await scene.killInstance('db');
  expect(await scene.watchdog('status')).toMatchObject({ exitCode: 5 });
  expect(await scene.watchdog('check', '--dry-run', '--json')).toMatchObject({
    exitCode: 5,
    stdout: expect.stringContaining('"isCriticalDown":true'),
  });
});

test('a start whose exit code says that it is of no use is given up at once, and told', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: 'echo "bad config" >&2; exit 78' } })
    .open();
  const { exitCode, stderr } = await scene.check();
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(
      /start: exited with code 78 .*; given up, for exit code 78 says that trying again is of no use; next attempt in 600 s, at once by "watchdog restart web"/,
    ),
  });
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ state: 'fatal', reason: 'given_up', restarts: 1 });
  expect(scene.rows("SELECT count(*) AS n FROM events WHERE kind = 'given_up'")).toEqual([{ n: 1 }]);
});

test.each([['on', 'web'], ['restart', 'web'], ['start-all']])(
  'it stays given up though "%s" had asked for the start',
  async (...words) => {
    const scene = scenario(HASTY)
      .service('web', { commands: { start: 'exit 78' } })
      .open();
    expect(await scene.watchdog(...words)).toMatchObject({ exitCode: 1 });
    for (const _ of [1, 2]) await scene.check();
    expect(await scene.status('web')).toMatchObject({ state: 'fatal', reason: 'given_up' });
    expect(scene.rows('SELECT count(*) AS n FROM recoveries')).toEqual([{ n: 1 }]);
  },
);

test('what was given up is tried again when its file of variables is edited, from which its start reads them', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      env_file: 'web.env',
      commands: { start: '[ "$PORT" = 8080 ] || exit 78; exec sleep 100' },
    })
    .open();
  writeFileSync(scene.path('web.env'), '# where it listens\nPORT="80"\n');
  await scene.check();
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ reason: 'given_up', restarts: 1 });
  writeFileSync(scene.path('web.env'), '# where it listens\nPORT="8080"\n');
  await scene.check();
  expect(scene.living('web')).toHaveLength(1);
});

test('an exit code with two meanings, and a readiness that only warns, are refused beforehand', async () => {
  const scene = scenario({ defaults: { retry_exit_codes: [75, 78] } })
    .service('web', { program: 'beat', readiness: { type: 'tcp', port: 80, severity: 'warn' } })
    .open();
  const { exitCode, stdout, stderr } = await scene.watchdog('validate');
  expect(exitCode).toBe(2);
  expect(stdout + stderr).toMatch(/78, also in give_up_exit_codes/);
  expect(stdout + stderr).toMatch(/readiness\.severity: found "warn"/);
});

test('a start that fails three times in the same way is given up', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: 'echo "no port, says $$" >&2; exit 9' } })
    .open();
  for (const _ of [1, 2, 3]) await scene.check();
  expect(await scene.status('web')).toMatchObject({ state: 'fatal', restarts: 3 });
  expect(scene.rows("SELECT message FROM events WHERE kind = 'given_up'")).toEqual([
    { message: expect.stringMatching(/given up, for it has failed in the same way 3 times/) },
  ]);
});

describe('a service that comes up, beats and dies again', () => {
  const patient = { ...HASTY, restart_policy: { backoff_seconds: 0, max_restarts: 9 } };
  const opened = () => scenario(patient).service('web', { program: 'die-when-told' }).open();

  /** Has it end in some way once it is seen to be well, and makes the check that finds it dead. */
  async function checkAfter(scene: Scene, end: () => unknown): Promise<void> {
    await scene.healthy('web');
    await scene.check();
    await end();
    await eventually('it has ended', () => scene.living('web').length === 0);
    rmSync(scene.path('die'), { force: true });
    await scene.check();
  }

  test('of the same words three times is given up, and told why', async () => {
    const scene = opened();
    await scene.watchdog('on', 'web', '--wait');
    for (const _ of [1, 2, 3]) await checkAfter(scene, () => writeFileSync(scene.path('die'), ''));
    expect(scene.living('web')).toEqual([]);
    expect(await scene.status('web')).toMatchObject({
      state: 'fatal',
      reason: 'given_up',
      detail: expect.stringMatching(
        /is (gone|a zombie); it has failed in the same way 3 times; next attempt in/,
      ),
    });
    expect(scene.rows("SELECT message FROM events WHERE kind = 'given_up'")).toEqual([
      { message: expect.stringContaining('it has failed in the same way 3 times') },
    ]);
  });

  test('of somebody else’s signal is started each time, whatever it had said before', async () => {
    const scene = opened();
    await scene.watchdog('on', 'web', '--wait');
    for (const _ of [1, 2, 3, 4]) await checkAfter(scene, () => scene.killInstance('web'));
    await scene.healthy('web');
  });
});
