// Services that are judged by what a command of their operator says.

import { rmSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1, restart_policy: { backoff_seconds: 0.1 } };

test('a service without heartbeat lives by a command: it is started, proved, and started again', async () => {
  const scene = scenario(HASTY)
    .service('web', {
      heartbeat_path: undefined,
      checks: [{ type: 'command', command: 'test -e up || { echo not there; exit 2; }' }],
      commands: { start: 'touch up; exec sleep 600' },
    })
    .open();
  await scene.check();
  expect(scene.rows('SELECT verdict FROM recoveries')).toEqual([{ verdict: 'check_failed' }]);
  const { pid } = await eventually('web is healthy', async () => {
    await scene.check();
    const report = await scene.status('web');
    return report.verdict === 'healthy' && report;
  });
  rmSync(scene.path('up'));
  const { stderr } = await scene.check();
  expect(stderr).toMatch(/web: .*check command: exited with code 2: not there/);
  await eventually('it has another process', async () => {
    await scene.check();
    const report = await scene.status('web');
    return report.verdict === 'healthy' && report.pid !== pid;
  });
});

test('a command that begins to warn is told when it does, and again only when it was well between', async () => {
  const scene = scenario()
    .service('web', {
      program: 'beat',
      checks: [{ type: 'command', command: 'test ! -e slow || { date +%N; exit 1; }' }],
    })
    .open();
  await scene.watchdog('on', 'web', '--wait');
  expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  const told = /web: concern: check command: exited with code 1: \d+/;
  for (let times = 0; times < 2; times += 1) {
    writeFileSync(scene.path('slow'), '');
    expect((await scene.check()).stderr).toMatch(told);
    expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', restarts: 0 });
    rmSync(scene.path('slow'));
    expect(await scene.check()).toMatchObject({ exitCode: 0, stderr: '' });
  }
});

test('a command that cannot run makes its service unknown: it is told, and nothing is restarted', async () => {
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', checks: [{ type: 'command', command: ['no-such-program'] }] })
    .open();
  await scene.watchdog('on', 'web');
  expect((await scene.check()).stderr).toMatch(/web: concern: check command: no-such-program: /);
  expect((await scene.check()).stderr).toBe('');
  expect(await scene.status('web')).toMatchObject({ verdict: 'unknown', restarts: 0 });
});

test('a command that hangs holds up nobody, and is ended at its time, for which its invocation stays', async () => {
  const scene = scenario(HASTY)
    .service('slow', {
      program: 'beat',
      checks: [{ type: 'command', command: 'sleep 300 & wait', timeout_seconds: 20 }],
    })
    .service('web')
    .open();
  await scene.watchdog('start-all');
  await scene.healthy('web');
  const checking = scene.watchdog('check', '--every', '1s', '--for', '5s');
  const asking = () => scene.everything().filter(({ env }) => env.WATCHDOG_CHECK === 'command');
  await eventually('the command hangs', () => asking().length > 0);
  await scene.killInstance('web');
  await eventually('web lives again', () => scene.living('web').length === 1);
  expect(asking()).not.toEqual([]);
  await checking;
  expect(asking()).toEqual([]);
});

test('what a check runs does not outlive the invocation after the one that died over it, and a look of others is left alone', async () => {
  const check = { type: 'command', command: ['sleep', '100'], timeout_seconds: 3 };
  const scene = scenario(HASTY)
    .service('web', { program: 'beat', checks: [check] })
    .open();
  const looking = () => scene.everything().filter(({ env }) => env.WATCHDOG_CHECK !== undefined);
  const begun = async (words: readonly string[], count: number) => {
    const invocation = scene.begin(words);
    await eventually('it looks', () => looking().length === count);
    return invocation;
  };
  const first = await begun(['check'], 1);
  await first.killHard();
  const [left] = looking();
  expect(left).toBeDefined();
  const second = await begun(['check', '--dry-run'], 2);
  await scene.check();
  expect(looking()).not.toContainEqual(left);
  const { stdout, stderr } = await second.ended;
  expect(stdout + stderr).toContain('no answer within 3 s');
});
