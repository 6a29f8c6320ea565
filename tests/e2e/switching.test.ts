// The verbs that switch services, and the exit codes that scripts rely on.

import { rmSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1 };

/** Starts a service as an operator would, from a shell of his own. */
function startByHand(scene: Scene, key: string): void {
  const [file = '', ...args] = toyCommand('beat', key, scene.path('heartbeats', `${key}.json`));
  scene.stranger([file, ...args]);
}

test('off ends the whole tree and sticks over ticks; on brings the service back', async () => {
  const scene = scenario({ ...HASTY, kill_timeout: 0.5 })
    .service('web', { program: 'hang-with-family' })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  expect(scene.living('web')).toHaveLength(3);

  expect(await scene.watchdog('off', 'web')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/ended 3/),
  });
  expect(scene.living('web')).toEqual([]);
  for (let tick = 0; tick < 3; tick += 1) expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual([]);
  expect(await scene.status('web')).toMatchObject({ state: 'stopped', desired: 'off', reason: 'off' });
  expect(await scene.watchdog('status', 'web')).toMatchObject({ exitCode: 3 });
  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });

  expect(await scene.watchdog('on', 'web', '--wait')).toMatchObject({ exitCode: 0 });
  expect(await scene.watchdog('status', 'web')).toMatchObject({ exitCode: 0 });
});

test('a service that was started by hand is adopted: on starts nothing beside it, off ends it for good', async () => {
  const scene = scenario(HASTY).service('web').open();
  startByHand(scene, 'web');
  const { pid = 0 } = await scene.healthy('web');

  expect(await scene.watchdog('on', 'web')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`already running (pid ${pid})`),
  });
  expect(scene.living('web')).toEqual([]);
  await scene.watchdog('off', 'web');
  expect(actorAt(pid)).toBeUndefined();
  await scene.check();
  expect(scene.everything()).toEqual([]);
});

test('a service that was started by hand and hangs is ended and started once, also when its heartbeat file is gone', async () => {
  const scene = scenario(HASTY).service('web').open();
  startByHand(scene, 'web');
  const { pid = 0 } = await scene.healthy('web');
  await scene.check();
  process.kill(pid, 'SIGSTOP');
  rmSync(scene.path('heartbeats', 'web.json'));
  await scene.check();
  expect(actorAt(pid)).toBeUndefined();
  expect(scene.everything()).toHaveLength(1);
  expect(scene.living('web')).toHaveLength(1);
});

test('a service that was started by hand beside ours is never killed by chance, nor a third one started', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const [ours] = scene.living('web');
  process.kill(ours?.pid as number, 'SIGSTOP');
  startByHand(scene, 'web');
  await eventually('the other one beats', async () => (await scene.status('web')).pid !== ours?.pid);

  for (let tick = 0; tick < 2; tick += 1) await scene.check();
  expect(scene.everything()).toHaveLength(2);
  expect(await scene.status('web')).toMatchObject({
    verdict: 'unknown',
    detail: expect.stringContaining('two live copies'),
  });

  expect(await scene.watchdog('off', 'web')).toMatchObject({ exitCode: 0 });
  expect(scene.everything()).toEqual([]);
});

test('a service that is started by hand although it is off is left alone, and told once', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.watchdog('off', 'web');
  startByHand(scene, 'web');
  await scene.healthy('web');
  const told = [await scene.check(), await scene.check()].map(({ stderr }) => stderr);
  expect(told).toEqual([expect.stringContaining('runs although it is switched off'), '']);
  expect(await scene.status('web')).toMatchObject({ detail: expect.stringContaining('and yet it runs') });
  expect(scene.everything()).toHaveLength(1);
});

test('so is one that was healthy at the check before it was switched off', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  await scene.watchdog('off', 'web');
  startByHand(scene, 'web');
  await scene.healthy('web');
  const told = [await scene.check(), await scene.check()].map(({ stderr }) => stderr);
  expect(told).toEqual([expect.stringContaining('switched off: somebody else has started it'), '']);
});

test('on of a running service starts nothing and says so', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const before = scene.living('web');
  const { exitCode, stdout } = await scene.watchdog('on', 'web');
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`already running (pid ${before[0]?.pid})`);
  expect(scene.living('web')).toEqual(before);
});

test('restart replaces a running service, and --wait returns once the new one is healthy', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: ['beat-late', '1'] })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  const [first] = scene.living('web');
  expect(await scene.watchdog('restart', 'web', '--wait')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('healthy'),
  });
  const [second, ...more] = scene.living('web');
  expect(more).toEqual([]);
  expect(second?.pid).not.toBe(first?.pid);
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid: second?.pid });
});

test('restart --wait of a service that never beats fails once its grace is over', async () => {
  const silent = { commands: { start: ['sleep', '100'] }, start_grace_seconds: 1 };
  const scene = scenario(HASTY).service('web', silent).open();
  const { exitCode, stdout } = await scene.watchdog('restart', 'web', '--wait');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/web: failed: .*not healthy/);
});

test.each(['on idle --wait', 'on idle', 'restart idle'])(
  '%s starts it though it is disabled, and says at once that nobody will watch it',
  async (words) => {
    const scene = scenario(HASTY).service('idle', { program: 'beat', enabled: false }).open();
    const { exitCode, stdout } = await scene.watchdog(...words.split(' '));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^idle: started pid \d+; disabled in the config: no tick watches it\n$/);
    expect(scene.living('idle')).toHaveLength(1);
  },
);

test('stop-all ends every enabled service and start-all brings them back; a disabled one is left alone', async () => {
  const scene = scenario(HASTY)
    .service('web')
    .service('worker')
    .service('idle', { program: 'beat', enabled: false })
    .open();
  expect(await scene.watchdog('start-all', '--wait')).toMatchObject({ exitCode: 0 });
  const keys = () =>
    scene
      .everything()
      .map(({ env }) => env.WATCHDOG_KEY)
      .sort();
  expect(keys()).toEqual(['web', 'worker']);
  expect(await scene.watchdog('stop-all')).toMatchObject({ exitCode: 0 });
  await scene.check();
  expect(keys()).toEqual([]);
  expect(await scene.watchdog('status')).toMatchObject({ exitCode: 0 });
  expect(await scene.watchdog('start-all')).toMatchObject({ exitCode: 0 });
  expect(keys()).toEqual(['web', 'worker']);
});

describe('exit codes are a promise', () => {
  test('0 where all is well, 1 where a service is down or a start failed, 3 for one that does not run', async () => {
    const scene = scenario()
      .service('web')
      .service('broken', { commands: { start: 'exit 5' } })
      .open();
    const exits = async (...words: string[]) => (await scene.watchdog(...words)).exitCode;
    expect(await exits('on', 'broken')).toBe(1);
    expect(await exits('restart', 'broken')).toBe(1);
    expect(await exits('start-all')).toBe(1);
    expect(await exits('status', 'broken')).toBe(3);
    expect(await exits('status')).toBe(1);
    expect(await exits('check')).toBe(1);
    expect(await exits('off', 'broken')).toBe(0);
    await scene.healthy('web');
    expect(await exits('check')).toBe(0);
    expect(await exits('status', 'web')).toBe(0);
    expect(await exits('status')).toBe(0);
    expect(await exits('validate')).toBe(0);
    expect(await exits('stop-all')).toBe(0);
  });

  test('2 for an unknown key, with the nearest one, and for a verb or an option that does not exist', async () => {
    const scene = scenario().service('web-shop').open();
    for (const verb of ['on', 'off', 'restart', 'status']) {
      const { exitCode, stderr, stdout } = await scene.watchdog(verb, 'web-shpo');
      expect([verb, exitCode, stdout]).toEqual([verb, 2, '']);
      expect(stderr).toContain('Did you mean "web-shop"?');
    }
    expect(await scene.watchdog('chekc')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('check'),
    });
    expect(await scene.watchdog('check', '--evry', '5s')).toMatchObject({ exitCode: 2 });
    expect(await scene.watchdog('check', '--every', 'soon')).toMatchObject({ exitCode: 2 });
    expect(await scene.watchdog('on')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('key') });
    expect(scene.everything()).toEqual([]);
  });
});
