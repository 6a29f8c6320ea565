// A config with a mistake: exit 2, where it is, and nothing done, whatever the verb.

import { rmSync, writeFileSync } from 'node:fs';
import { type Scene, scenario } from '../support/scenario.ts';

const VERBS = [['check'], ['validate'], ['status'], ['on', 'web'], ['stop-all']];

function sceneWith(text: string): Scene {
  const scene = scenario().service('web').open();
  writeFileSync(scene.configPath, text);
  return scene;
}

test('a config that is missing is told by its path, with how to make one', async () => {
  const scene = scenario().service('web').open();
  rmSync(scene.configPath);
  for (const words of VERBS) {
    const { exitCode, stderr } = await scene.watchdog(...words);
    expect([...words, exitCode]).toEqual([...words, 2]);
    expect(stderr).toContain(scene.configPath);
    expect(stderr).toMatch(/config\.example\.json|-c/);
  }
});

test('broken JSON is told by line and column', async () => {
  const scene = sceneWith('{\n  "processes": {\n    "web": { "heartbeat_path": }\n  }\n}\n');
  const { exitCode, stderr } = await scene.check();
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/config\.json:3:32: found/);
});

test('an emptied config is a mistake, not an order to stop everything', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  await scene.check();
  const before = scene.living('web');
  for (const text of ['', '{}', '{"processes": {}}', 'null']) {
    writeFileSync(scene.configPath, text);
    expect(await scene.check()).toMatchObject({ exitCode: 2 });
  }
  expect(scene.living('web')).toEqual(before);
});

test('a service that was removed from the config is left running', async () => {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  await scene.check();
  const before = scene.living('web');
  writeFileSync(
    scene.configPath,
    JSON.stringify({
      db_path: 'state/watchdog.db',
      processes: { other: { heartbeat_path: 'o.json', enabled: false, commands: { start: 'true' } } },
    }),
  );
  expect(await scene.check()).toMatchObject({ exitCode: 0 });
  expect(scene.living('web')).toEqual(before);
});

test('ten mistakes are ten messages, each with its path, what was found, what was expected, and the nearest name', async () => {
  const scene = sceneWith(
    JSON.stringify({
      log_levl: 'INFO',
      kill_timeout: -1,
      verify_delay: 'soon',
      retention_days: 0,
      processes: {
        web: {
          heartbeat_path: 7,
          timeout_second: 5,
          timeout_seconds: null,
          enabled: 'yes',
          cleanup_args: '--force',
          commands: { start: 'true' },
          recovery_actions: ['kil', 'start'],
        },
        worker: { heartbeat_path: 'w.json', commands: { clear_db: 'true' } },
      },
    }),
  );
  const { exitCode, stderr } = await scene.watchdog('validate');
  expect(exitCode).toBe(2);
  const problems = stderr.split('\n').filter((line) => /found .*; expected /.test(line));
  expect(problems.length).toBeGreaterThanOrEqual(10);
  for (const name of [
    'log_levl',
    'kill_timeout',
    'verify_delay',
    'retention_days',
    'timeout_second',
    'enabled',
    'kil',
    'worker',
  ]) {
    expect(stderr).toContain(name);
  }
  for (const nearest of ['log_level', 'timeout_seconds', 'kill'])
    expect(stderr).toMatch(new RegExp(`Did you mean ["\`]${nearest}["\`]`));
});

test('a program or a folder that is not there is warned of, for it may be there by the time it is needed', async () => {
  const scene = scenario()
    .service('web', { commands: { start: './nope.sh', clear_db: ['nodee', 'app.js'] } })
    .service('api', { program: 'beat', cwd: 'gone' })
    .service('shell', { commands: { start: 'cd gone && ./nope.sh' } })
    .service('asleep', { commands: { start: './nope.sh' }, enabled: false })
    .open();
  const { exitCode, stdout } = await scene.watchdog('validate');
  expect(exitCode).toBe(0);
  const warnings = stdout
    .split('\n')
    .filter((line) => line.startsWith('warning: ') && !line.includes('"user"'));
  expect(warnings).toEqual([
    expect.stringMatching(
      /^warning: web: commands\.start: \/.*nope\.sh: no such file; expected a program\.$/,
    ),
    expect.stringMatching(/^warning: web: commands\.clear_db: nodee: no such program in \//),
    expect.stringMatching(/^warning: api: commands\.start: \/.*gone: no such folder to run in\./),
  ]);
});
