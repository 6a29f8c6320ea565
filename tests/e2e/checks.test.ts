// Services that are judged by more than a heartbeat.

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterTest } from '../support/after-test.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The service web once a tick has found that its checks pass. */
function provenHealthy(scene: Scene) {
  return eventually('web is healthy', async () => {
    await scene.check();
    const report = await scene.status('web');
    return report.verdict === 'healthy' && report;
  });
}

function listens(port: number): readonly string[] {
  return ['node', '-e', `require('net').createServer((s) => s.end()).listen(${port}, '127.0.0.1')`];
}

test('a service without heartbeat is started, proved by its check, and started again when it answers no more', async () => {
  const port = await freePort();
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      checks: [{ type: 'tcp', port }],
      commands: { start: listens(port) },
    })
    .open();
  await scene.check();
  expect(scene.rows('SELECT verdict, reason FROM recoveries')).toEqual([
    { verdict: 'check_failed', reason: 'threshold_reached' },
  ]);
  const { pid } = await provenHealthy(scene);
  expect(scene.rows('SELECT recovered_at IS NOT NULL AS is_recovered FROM recoveries')).toEqual([
    { is_recovered: 1 },
  ]);
  await scene.killInstance('web');
  expect(await scene.status('web')).toMatchObject({ verdict: 'stale_pid' });
  await scene.check();
  expect((await provenHealthy(scene)).pid).not.toBe(pid);
  expect(scene.living('web')).toHaveLength(1);
});

test('a service that beats and does not answer is recovered, after as many failures as it is allowed', async () => {
  const port = await freePort();
  const scene = scenario()
    .service('web', { program: 'beat', checks: [{ type: 'tcp', port }] })
    .open();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  afterTest(() => server.close());
  await scene.watchdog('on', 'web', '--wait');
  const { pid } = await provenHealthy(scene);
  await new Promise((resolve) => server.close(resolve));
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'check_failed', pid });
  await scene.check();
  await eventually('it has another process', async () => (await scene.status('web')).pid !== pid);
});

test('many checks that are made at once are made in silence', async () => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => server.close());
  const { port } = server.address() as AddressInfo;
  const checks = Array.from({ length: 40 }, (_, index) => ({ type: 'tcp', name: `tcp-${index}`, port }));
  const scene = scenario(HASTY).service('web', { program: 'beat', checks }).open();
  await scene.watchdog('on', 'web', '--wait');
  expect(await scene.check()).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
});

test('how well a service is, is told in one number', async () => {
  const port = await freePort();
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', checks: [{ type: 'tcp', port, severity: 'warn' }] })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  expect(await scene.status('web')).toMatchObject({ healthScore: 100 });
  await scene.check();
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', healthScore: 50 });
  expect((await scene.watchdog('status', 'web')).stdout).toMatch(/^health +50 of 100$/m);
  await scene.watchdog('off', 'web');
  expect(await scene.status('web')).not.toHaveProperty('healthScore');
});

test('a check that only warns restarts nothing, and is told once', async () => {
  const port = await freePort();
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', checks: [{ type: 'tcp', port, severity: 'warn' }] })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  const first = await scene.check();
  expect(first).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/web: concern: check tcp: .*ECONNREFUSED/),
  });
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', restarts: 0 });
});

test('an endpoint that hangs costs the others nothing when passes are repeated', async () => {
  const port = await freePort();
  const mute = createServer(() => {});
  await new Promise<void>((resolve) => mute.listen(port, '127.0.0.1', resolve));
  afterTest(() => mute.close());
  const scene = scenario(HASTY)
    .service('mute', {
      program: 'beat',
      checks: [{ type: 'tcp', port, expect: 'hello', timeout_seconds: 20 }],
      start_grace_seconds: 300,
    })
    .service('web')
    .open();
  await scene.watchdog('start-all');
  await scene.healthy('web');
  const checking = scene.watchdog('check', '--every', '1s', '--for', '20s');
  await scene.killInstance('web');
  await eventually('web lives again', () => scene.living('web').length === 1);
  expect(await scene.status('mute')).toMatchObject({
    verdict: 'starting',
    detail: 'check tcp has yet to answer',
  });
  await checking;
});

/** A service that lives, and hangs up on nobody and answers nobody. */
async function mute(scene: (port: number) => Scene): Promise<Scene> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => server.close());
  return scene((server.address() as AddressInfo).port);
}

test('a service that never answers is found out by invocations that are shorter than it may take', async () => {
  const scene = await mute((port) =>
    scenario({ consecutive_failures_threshold: 2 })
      .service('mute', {
        program: 'beat',
        checks: [{ type: 'tcp', port, expect: 'hello', timeout_seconds: 3 }],
        start_grace_seconds: 1,
      })
      .open(),
  );
  await scene.watchdog('on', 'mute');
  await eventually('it beats', async () => (await scene.status('mute')).heartbeatAgeSeconds !== undefined);
  const briefly = () => scene.watchdog('check', '--every', '500ms', '--for', '1s');
  expect(await briefly()).toMatchObject({ exitCode: 1 });
  expect(await scene.status('mute')).toMatchObject({ verdict: 'check_failed', failures: 1 });
  await briefly();
  expect(scene.rows("SELECT verdict FROM recoveries WHERE purpose = 'recover'")).toEqual([
    { verdict: 'check_failed' },
  ]);
});

test('a check that needs long is seen through before its invocation hands over, and restarts nobody', async () => {
  const scene = scenario(HASTY)
    .service('slow', {
      program: 'beat',
      checks: [{ type: 'command', command: 'echo >> looks; sleep 4; echo >> answers', timeout_seconds: 10 }],
    })
    .open();
  await scene.watchdog('on', 'slow');
  for (const _ of [1, 2]) await scene.watchdog('check', '--every', '500ms', '--for', '1s');
  expect(await scene.status('slow')).toMatchObject({ verdict: 'healthy', restarts: 0 });
  const first = scene.begin(['check', '--every', '1s']);
  const looks = () => readFileSync(scene.path('looks'), 'utf8').length;
  const before = looks();
  await eventually('it is asked', () => looks() > before);
  const answers = () => readFileSync(scene.path('answers'), 'utf8').length;
  const answered = answers();
  const second = scene.begin(['check', '--every', '5s', '--for', '1s']);
  await first.ended;
  expect(answers()).toBeGreaterThan(answered);
  await second.ended;
  expect(await scene.status('slow')).toMatchObject({ verdict: 'healthy', restarts: 0 });
});

test('nobody depends on a service that was not looked at yet', async () => {
  const port = await freePort();
  const scene = scenario(HASTY)
    .service('db', {
      heartbeat_path: undefined,
      checks: [{ type: 'tcp', port, initial_delay_seconds: 4 }],
      start_grace_seconds: 1,
      commands: { start: ['sleep', '1000'] },
    })
    .service('web', { program: 'beat', depends_on: ['db'] })
    .open();
  await scene.watchdog('on', 'db');
  const { stdout } = await scene.watchdog('check', '--every', '200ms', '--for', '2s', '--json');
  expect(JSON.parse(stdout).services).toMatchObject([
    { key: 'db', verdict: 'starting', detail: 'check tcp has yet to answer' },
    { key: 'web', reason: 'dependency_down' },
  ]);
  await eventually('it is found out', async () => {
    await scene.check();
    return scene.rows("SELECT verdict FROM recoveries WHERE key = 'db' AND purpose = 'recover'").length > 0;
  });
  expect(scene.rows("SELECT count(*) AS n FROM events WHERE key = 'db' AND kind = 'recovered'")).toEqual([
    { n: 0 },
  ]);
  expect(scene.living('web')).toEqual([]);
});
