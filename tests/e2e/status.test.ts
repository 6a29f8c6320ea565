// What `status` says of one service: what was counted, since when it runs, what lives of it, and who switched it off.

import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';
import { actorAt } from '../support/scene-processes.ts';
import { toyCommand } from '../support/toy-service.ts';

const TICKS_PER_SECOND = 100;

/** Seconds since a process began, as the kernel counts them. */
function ageOf(pid: number): number {
  const upSeconds = Number(readFileSync('/proc/uptime', 'utf8').split(' ', 1)[0]);
  return upSeconds - (actorAt(pid)?.startTicks ?? 0) / TICKS_PER_SECOND;
}

test('after one failed check it has failed once, however often it is looked at', async () => {
  const scene = scenario().service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.killInstance('web');
  await scene.check();
  for (let look = 0; look < 3; look += 1) {
    expect(await scene.status('web')).toMatchObject({ failures: 1, threshold: 2 });
  }
  const { stdout, exitCode } = await scene.watchdog('status', 'web');
  expect(stdout).toMatch(/^why +below_threshold: pid \d+ is .*; failure 1 of 2$/m);
  expect(stdout).toMatch(/^failures +1 of 2$/m);
  expect(exitCode).toBe(3);
  expect(scene.living('web')).toEqual([]);
});

test('before its first failed check a dead service has not failed', async () => {
  const scene = scenario().service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  await scene.killInstance('web');
  expect(await scene.status('web')).toMatchObject({ verdict: 'stale_pid', failures: 0 });
});

test('a service that was started by hand is up since its process began, not since we met it', async () => {
  const scene = scenario().service('web').open();
  const [file = '', ...args] = toyCommand('beat', 'web', scene.path('heartbeats', 'web.json'));
  const { pid = 0 } = scene.stranger([file, ...args]);
  await scene.healthy('web');
  await sleep(3000);
  for (const look of ['unmet', 'adopted']) {
    const { uptimeSeconds = 0, pid: shown } = await scene.status('web');
    expect([look, shown]).toEqual([look, pid]);
    expect(uptimeSeconds).toBeGreaterThanOrEqual(3);
    expect(uptimeSeconds).toBeLessThanOrEqual(ageOf(pid) + 1);
    await scene.check();
  }
});

test('all that lives of a service is listed, by its pid and its command', async () => {
  const scene = scenario({ kill_timeout: 0.5 }).service('web', { program: 'hang-with-family' }).open();
  await scene.watchdog('on', 'web', '--wait');
  const family = await eventually('it is complete', () => {
    const pids = scene.living('web').map(({ pid }) => pid);
    return pids.length === 3 && pids.sort();
  });
  const { processes } = JSON.parse((await scene.watchdog('status', 'web', '--json')).stdout);
  expect(processes.map(({ pid }: { pid: number }) => pid).sort()).toEqual(family);
  const { stdout } = await scene.watchdog('status', 'web');
  const listed = stdout.split('\n').filter((line) => /^process +\d+, cpu .* %, memory .* %: /.test(line));
  expect(listed).toHaveLength(3);
  expect(listed.join('\n')).toContain('hang-with-family.py');
});

test('where there is no ps, what lives of it is listed all the same', async () => {
  const scene = scenario().service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const [actor] = scene.living('web');
  const { exitCode, stdout, stderr } = await scene.begin(['status', 'web'], { env: { PATH: '/nowhere' } })
    .ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(
    new RegExp(`^process +${actor?.pid}, cpu [\\d.]+ %, memory [\\d.]+ %: \\S*python\\S* .*beat\\.py`, 'm'),
  );
});

test('all that is known of a service is told: who runs, what its checks say, how it was recovered last', async () => {
  const checks = [
    { type: 'command', name: 'queue', command: 'test ! -e long || { echo too long; exit 1; }' },
  ];
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { program: 'beat', checks })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.killInstance('web');
  await scene.check();
  await scene.check();
  await scene.healthy('web');
  writeFileSync(scene.path('long'), '');
  await scene.check();
  const [actor] = scene.living('web');
  const { stdout } = await scene.watchdog('status', 'web');
  for (const expected of [
    new RegExp(
      `^instance +started \\S+ \\S+; pid ${actor?.pid} \\(kernel start ${actor?.startTicks}\\); uid \\d+`,
      'm',
    ),
    /^backoff +1 of 5 restarts within 600 s; the wait has grown once$/m,
    /^check +queue \(command\): degraded: .*too long/m,
    new RegExp(`^log +${scene.path('logs', 'web.log')}$`, 'm'),
    /^beat ages +[·▁▂▃▄▅▆▇█]{24} (up to|never over) \d+s in the last hour$/m,
    /^last day +[█▁▂▃▄▅▆▇·-]{48}\n +up [\d.]+ % of /m,
    /^last recovery \S+ \S+\n +recover \(threshold_reached: .*: recovered after \S+\n +kill: .*\n +start: succeeded/m,
  ])
    expect(stdout).toMatch(expected);
  const { detail, lastRecovery, lastDay } = JSON.parse(
    (await scene.watchdog('status', 'web', '--json')).stdout,
  );
  expect(detail).toMatchObject({
    instance: { pid: actor?.pid, cookie: actor?.env.WATCHDOG_INSTANCE, origin: 'started', isConfirmed: true },
    backoff: { maxRestarts: 5, level: 1, isGivenUp: false },
    checks: [{ name: 'queue', kind: 'command', outcome: 'degraded' }],
  });
  expect(lastRecovery).toMatchObject({ purpose: 'recover', outcome: 'recovered' });
  expect(lastDay).toMatchObject({ failures: 1, restarts: 1 });
});

test('a service that was switched off says so, and by whom', async () => {
  const scene = scenario().service('web').service('worker').open();
  await scene.watchdog('start-all', '--wait');
  await scene.watchdog('off', 'web');
  const { stdout, exitCode } = await scene.watchdog('status', 'web');
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/^state +stopped, wanted off$/m);
  expect(stdout).toMatch(/^why +off: switched off by \S+$/m);
  expect(await scene.status('worker')).toMatchObject({ state: 'running', desired: 'on' });
});

test('a service that does not come up says what its last start failed at, until it is up', async () => {
  const start = 'if [ ! -e mended ]; then echo boom: cannot bind; exit 3; fi; exec '.concat(
    toyCommand('beat').join(' '),
  );
  const scene = scenario({ consecutive_failures_threshold: 1 })
    .service('web', { commands: { start } })
    .open();
  await scene.check();
  expect(await scene.status('web')).toMatchObject({
    lastFailure: {
      action: 'start',
      message: expect.stringMatching(/^exited with code 3 .*; its last words: boom: cannot bind$/),
    },
  });
  const { stdout } = await scene.watchdog('status', 'web');
  expect(stdout).toMatch(/^last failure +start, \d+s ago: exited with code 3 .*; its last words: boom/m);

  writeFileSync(scene.path('mended'), '');
  await scene.watchdog('on', 'web', '--wait');
  expect(await scene.status('web')).not.toHaveProperty('lastFailure');
});
