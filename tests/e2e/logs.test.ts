// What is told, and where: nothing under cron when all is well, one line for each change, a daily file in either format.

import { readdirSync, readFileSync } from 'node:fs';
import { type Scene, scenario } from '../support/scenario.ts';
import { toyCommand } from '../support/toy-service.ts';

const HASTY = { consecutive_failures_threshold: 1 };

function logOf(scene: Scene): readonly string[] {
  const [file = '', ...more] = readdirSync(scene.path('logs')).filter((name) =>
    /^watchdog_\d{8}\.log$/.test(name),
  );
  expect(more).toEqual([]);
  return readFileSync(scene.path('logs', file), 'utf8').trimEnd().split('\n');
}

test('under cron a check of healthy services says nothing at all, and adds nothing to the log', async () => {
  const scene = scenario(HASTY).service('web').open();
  await scene.watchdog('on', 'web', '--wait');
  await scene.check();
  const before = logOf(scene);
  for (let tick = 0; tick < 3; tick += 1) {
    const result = await scene.begin([], {
      wrapper: ['env', '-i', 'PATH=/usr/bin:/bin', `HOME=${scene.folder}`, 'LOGNAME=tester'],
    }).ended;
    expect(result).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
  }
  expect(logOf(scene)).toEqual(before);
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
  const events = logOf(scene).map((line) =>
    line
      .replace(/^\S+ (\S+) +/, '$1 ')
      .replace(/\d+(\.\d+)?/g, 'N')
      // Whether somebody has buried it yet is the machine's business.
      .replace(/is (gone|a zombie)/g, 'is gone'),
  );
  expect(events).toEqual([
    'INFO web: start: started pid N',
    'INFO web: recovered: pid N beats',
    'WARNING web: down: stale_pid: pid N is gone',
    'INFO web: recover: pid N is gone; failure N of N: kill → start',
    'INFO web: kill: nothing of it lived',
    'INFO web: start: started pid N',
    'INFO web: recovered: pid N beats',
  ]);
});

test('the log is JSON lines where the config says so, and its level is heeded', async () => {
  const scene = scenario({ ...HASTY, log_format: 'json', log_level: 'debug' })
    .service('web')
    .open();
  await scene.check();
  const lines = logOf(scene).map((line) => JSON.parse(line));
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
  expect(logOf(scene)).toHaveLength(lines.length);
});

test('what a service prints is kept, added to what it printed before', async () => {
  const scene = scenario(HASTY)
    .service('web', { commands: { start: 'echo "hello from $WATCHDOG_KEY"; exec sleep 100' } })
    .open();
  await scene.watchdog('on', 'web');
  await scene.watchdog('restart', 'web');
  expect(readFileSync(scene.path('logs', 'web.log'), 'utf8')).toBe('hello from web\nhello from web\n');
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
