// Where the watchdog is called from, and as whom, makes no difference to what it finds and does.

import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { invoke } from '../support/invocation.ts';
import { scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

test('relative paths of the config hold wherever it is called from, and the config is found in its three ways', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: 'pwd; exec sleep 100' } })
    .open();
  const ways = [
    invoke(['status', 'web', '-c', scene.configPath], { cwd: '/' }),
    invoke(['status', 'web'], { cwd: '/', env: { WATCHDOG_CONFIG: scene.configPath } }),
    invoke(['status', 'web'], { cwd: scene.folder }),
  ];
  for (const { ended } of ways) expect(await ended).toMatchObject({ exitCode: 3, stderr: '' });
  await invoke(['-c', scene.configPath], { cwd: '/' }).ended;
  expect(scene.rows('SELECT count(*) AS n FROM ticks')).toEqual([{ n: 1 }]);
  expect(readFileSync(scene.path('logs', 'web.log'), 'utf8')).toBe(`${scene.folder}\n`);
});

test('R10 a service knows itself by its environment, and gets nothing of ours that it has no use for', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: ['sleep', '100'] }, env: { GREETING: 'hello' } })
    .open();
  const secrets = {
    AWS_SECRET: 'x',
    NODE_OPTIONS: '--no-warnings',
    LD_PRELOAD: '',
    WATCHDOG_INSTANCE: 'of-another',
  };
  await scene.begin(['check'], { env: secrets }).ended;
  const env = scene.living('web')[0]?.env ?? {};
  expect(env).toMatchObject({
    GREETING: 'hello',
    WATCHDOG_KEY: 'web',
    WATCHDOG_CONFIG: scene.configPath,
    WATCHDOG_HEARTBEAT_FILE: scene.path('heartbeats', 'web.json'),
    WATCHDOG_TIMEOUT_SECONDS: '60',
    WATCHDOG_REASON: 'no_heartbeat',
    HOME: scene.folder,
  });
  expect(env.WATCHDOG_INSTANCE).not.toBe('of-another');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  expect(env.WATCHDOG_STARTED).toMatch(new RegExp(`^${boot}:\\d+(\\.\\d+)?$`));
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['AWS_SECRET']));
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['NODE_OPTIONS']));
});

testAsRoot('a service runs as the user that the config names, and is recovered as such', async () => {
  const scene = scenario(HASTY).service('web', { program: 'beat', user: 'nobody' }).open();
  chmodSync(scene.folder, 0o755);
  mkdirSync(scene.path('heartbeats'), { recursive: true });
  chmodSync(scene.path('heartbeats'), 0o777);
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  await scene.killInstance('web');
  await scene.check();
  await scene.healthy('web');
  const [{ pid = 0 } = {}] = scene.living('web');
  expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t65534/m);
});
