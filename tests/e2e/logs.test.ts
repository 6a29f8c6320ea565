// What is told, and where: nothing under cron when all is well, one line for each change, a daily file in either format.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1 };

test('C6 under cron a check of healthy services says nothing at all, and adds nothing to the log', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const before = scene.log();
  for (let tick = 0; tick < 3; tick += 1) {
    const result = await scene.begin([], {
      wrapper: ['env', '-i', 'PATH=/usr/bin:/bin', `HOME=${scene.folder}`, 'LOGNAME=tester'],
    }).ended;
    expect(result).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
  }
  expect(scene.log()).toEqual(before);
});

test('every change of a service is one line, in words; what lasts is not repeated', async () => {
  const scene = scenario({ restart_policy: { backoff_seconds: 300 } })
    .service('web')
    .open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  await scene.killInstance('web');
  for (let tick = 0; tick < 2; tick += 1) await scene.check();
  await scene.healthy('web');
  for (let tick = 0; tick < 3; tick += 1) await scene.check();
  const events = scene.log().map((line) =>
    line
      .replace(/^\S+ (\S+) +/, '$1 ')
      .replace(/\d+(\.\d+)?/g, 'N')
      // Whether somebody has buried it yet is the machine's business.
      .replace(/is (gone|a zombie)/g, 'is gone'),
  );
  expect(events).toEqual([
    `INFO web: on asked for by ${userInfo().username}`,
    'INFO web: start: started pid N',
    'INFO web: started: pid N beats, N s after it was started',
    'WARNING web: down: stale_pid: pid N is gone',
    'INFO web: recover: pid N is gone; failure N of N: kill → start',
    'INFO web: kill: nothing of it lived',
    'INFO web: start: started pid N',
    'INFO web: recovered: pid N beats, N s after it was started',
  ]);
});

test('what a verb could not do is told once: as its answer, though the daily log has it too', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: 'echo "no such port" >&2; exit 3', clear_db: 'exit 4' } })
    .open();
  const { exitCode, stdout, stderr } = await scene.watchdog('restart', 'web');
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^web: failed: exited with code 3 .*no such port\n$/);
  // That a cleanup failed, after which all goes on, is not in the answer.
  expect(stderr).toBe('web: clear_db: exited with code 4\n');
  expect(scene.log()).toContainEqual(expect.stringMatching(/WARNING web: start: exited with code 3/));
});

test('the log is JSON lines where the config says so, and its level is heeded', async () => {
  const scene = scenario({ ...HASTY, log_format: 'json', log_level: 'debug' })
    .service('web')
    .open();
  await scene.check();
  const lines = scene.log().map((line) => JSON.parse(line));
  expect(lines).toContainEqual({
    time: expect.any(String),
    level: 'INFO',
    key: 'web',
    message: expect.stringContaining('started pid'),
  });
  expect(lines).toContainEqual({
    time: expect.any(String),
    level: 'DEBUG',
    message: expect.stringContaining('tick'),
  });
  scene.edit({ log_level: 'error' });
  await scene.killInstance('web');
  expect(await scene.check()).toMatchObject({ stderr: '' });
  expect(scene.log()).toHaveLength(lines.length);
});

test('the daily log is named by the day where we are', async () => {
  const scene = scenario(HASTY).service('web').open();
  // A day apart from each other at any hour.
  const zones = ['Etc/GMT+12', 'Etc/GMT-14'];
  for (const TZ of zones) await scene.begin(['restart', 'web'], { env: { TZ } }).ended;
  const days = zones.map((timeZone) => new Date().toLocaleDateString('sv-SE', { timeZone }));
  expect(readdirSync(scene.path('logs')).filter((name) => name.startsWith('watchdog_'))).toEqual(
    days.map((day) => `watchdog_${day.replaceAll('-', '')}.log`),
  );
});

test('what a service prints is kept, added to what it printed before', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: 'echo "hello from $WATCHDOG_KEY"; exec sleep 100' } })
    .open();
  await scene.watchdog('on', 'web');
  await scene.watchdog('restart', 'web');
  expect(readFileSync(scene.path('logs', 'web.log'), 'utf8')).toBe('hello from web\nhello from web\n');
});

test('a service and its scripts print into files of their own, whatever another service is called', async () => {
  const commands = { start: 'echo "$WATCHDOG_KEY starts"; exec sleep 100', clear_db: 'echo cleaned' };
  const scene = scenario(HASTY).service('a', { commands }).service('a.clear_db', { commands }).open();
  await scene.watchdog('start-all');
  await scene.watchdog('restart', 'a');
  const printed = readdirSync(scene.path('logs'))
    .filter((name) => name.startsWith('a'))
    .map((name) => [name, readFileSync(scene.path('logs', name), 'utf8')]);
  expect(printed).toEqual([
    ['a+clear_db.log', 'cleaned\n'],
    ['a.clear_db.log', 'a.clear_db starts\n'],
    ['a.log', 'a starts\na starts\n'],
  ]);
});

test('what needs a person is told when it begins, and not at every check', async () => {
  const scene = scenario(HASTY).service('web').open();
  mkdirSync(scene.path('heartbeats', 'web.json'));
  const told = [];
  for (let tick = 0; tick < 3; tick += 1) told.push((await scene.check()).stderr);
  expect(told).toEqual([expect.stringMatching(/^web: concern: .*\n$/), '', '']);
});

test('a person at a terminal gets a table, a pipe gets plain lines without headings', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  const [python = ''] = toyCommand('beat');
  const terminal = [python, '-c', 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)'];
  const { stdout } = await scene.begin(['status'], { wrapper: terminal }).ended;
  expect(stdout).toMatch(
    /SERVICE +STATE +VERDICT[\s\S]*web +running +healthy[\s\S]*last check|never checked/,
  );
  expect((await scene.watchdog('status')).stdout).toMatch(/^web\trunning\thealthy\t\d+\t[^\n]*\n$/);
  const progress = await scene.begin(['check'], { wrapper: terminal }).ended;
  expect(progress.stdout).toContain('web');
});

test('a reader that leaves early stops no recovery', async () => {
  const commands = { start: toyCommand('beat'), clear_db: 'sleep 0.5; exit 1' };
  const scene = scenario(HASTY).service('web', { commands }).open();
  const invocation = scene.begin(['check']);
  invocation.child.stderr?.destroy();
  invocation.child.stdout?.destroy();
  expect(await invocation.ended).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toHaveLength(1);
});
