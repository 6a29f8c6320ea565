// `validate` through the program: what somebody will regret is told with its cure, and mended when that is asked for.

import { chmodSync, lstatSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const TEXT = `{
  // how often cron comes
  "check_interval_seconds": 30,
  "processes": {
    "web": {
      "heartbeat_path": "web.json",
      "timeout_seconds": 5, // hasty
      "user": "root",
      "env": { "DB_PASSWORD": "hunter2" },
      "commands": { "start": "nohup sleep 1000 &" }
    }
  }
}
`;

function sceneWith(text: string): Scene {
  const scene = scenario().service('web').open();
  writeFileSync(scene.configPath, text);
  return scene;
}

const codesIn = (stdout: string) => [...stdout.matchAll(/\[(\w+)\]/g)].map(([, code]) => code);

test('each finding is told with its line, its cure and its code; --strict takes it for a mistake', async () => {
  const scene = sceneWith(TEXT);
  const { exitCode, stdout } = await scene.watchdog('validate');
  expect(exitCode).toBe(0);
  expect(codesIn(stdout)).toEqual(['timeout_below_tick', 'secret_in_clear', 'command_in_background']);
  expect(stdout).toMatch(
    /^warning: line 7, processes\.web\.timeout_seconds: found 5 s, with looks that come every 30 s; expected at least 60 s\. Raise it/m,
  );
  expect(stdout).not.toContain('hunter2');
  expect((await scene.watchdog('validate', '--strict')).exitCode).toBe(2);
  const { findings } = JSON.parse((await scene.watchdog('validate', '--json')).stdout);
  expect(findings[0]).toMatchObject({ code: 'timeout_below_tick', line: 7, isFixable: true });
});

test('--fix writes the cures that are safe, shows the lines, and leaves comments, mode and link as they are', async () => {
  const scene = sceneWith(TEXT);
  chmodSync(scene.configPath, 0o600);
  renameSync(scene.configPath, scene.path('real.json'));
  symlinkSync('real.json', scene.configPath);
  const { exitCode, stdout } = await scene.watchdog('validate', '--fix');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^mended timeout_below_tick, line 7:\n- +"timeout_seconds": 5, \/\/ hasty\n\+ +"timeout_seconds": 60, \/\/ hasty$/m,
  );
  const mended = TEXT.replace('"timeout_seconds": 5', '"timeout_seconds": 60').replace('1000 &', '1000');
  expect(readFileSync(scene.path('real.json'), 'utf8')).toBe(mended);
  expect(lstatSync(scene.configPath).isSymbolicLink()).toBe(true);
  expect(lstatSync(scene.path('real.json')).mode & 0o777).toBe(0o600);
  expect(codesIn((await scene.watchdog('validate')).stdout)).toEqual(['secret_in_clear']);
  expect((await scene.watchdog('validate', '--fix')).stdout).not.toContain('mended');
});

test('a config with mistakes is told them, and not touched', async () => {
  const wrong = TEXT.replace('"web": {', '"web": { "bogus": 1,');
  const scene = sceneWith(wrong);
  expect((await scene.watchdog('validate', '--fix')).exitCode).toBe(2);
  expect(readFileSync(scene.configPath, 'utf8')).toBe(wrong);
});

test('how often it was looked of late counts, once that is known', async () => {
  // Less than any two looks are apart.
  const hasty = { commands: { start: ['true'] }, timeout_seconds: 0.1, user: 'root' };
  const scene = scenario({ consecutive_failures_threshold: 1000 }).service('web', hasty).open();
  const before = await scene.watchdog('validate');
  expect({ exitCode: before.exitCode, codes: codesIn(before.stdout) }).toEqual({ exitCode: 0, codes: [] });
  for (let looks = 0; looks < 6; looks++) await scene.check();
  expect(codesIn((await scene.watchdog('validate')).stdout)).toEqual(['timeout_below_tick']);
});

test('beats that came late more than twice, though in time, count once they are on record', async () => {
  const scene = scenario({ check_interval_seconds: 1 })
    .service('web', { program: 'beat', timeout_seconds: 3, user: 'root' })
    .open();
  const pid = scene.stranger().pid;
  const late = () => scene.rows("SELECT 1 FROM ticks WHERE late_beats <> '{}'").length;
  for (let times = 1; times <= 3; times++) {
    await eventually(`a beat is noted as late for the ${times}. time`, async () => {
      // No older than its process by more than clocks differ.
      scene.heartbeat('web', { pid, age: 1.9 });
      await scene.check();
      return late() === times;
    });
    scene.heartbeat('web', { pid });
    await scene.check();
    const expected = times < 3 ? [] : ['timeout_below_beat'];
    const found = codesIn((await scene.watchdog('validate')).stdout).filter((code) => code?.endsWith('beat'));
    expect(found).toEqual(expected);
  }
}, 60_000);
