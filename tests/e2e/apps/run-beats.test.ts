// `watchdog run`: when it beats for its program, when it does not, and whom the beats name.

import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { eventually } from '../../support/eventually.ts';
import { invoke } from '../../support/invocation.ts';
import { scenario } from '../../support/scenario.ts';
import { beatOf, isAlive, pidIn } from '../../support/wrapped-program.ts';

test('while the program is stopped nobody beats for it', async () => {
  const scene = scenario().service('web').open();
  const line = 'echo $$ > pid; while :; do sleep 0.05; done';
  scene.begin(['run', 'web', '--every', '50ms', '--', 'sh', '-c', line]);
  const pid = await pidIn(scene);
  const countOnce = () => beatOf(scene).iteration as number;
  await eventually('it beats', () => countOnce() > 2);
  process.kill(pid, 'SIGSTOP');
  await eventually('it beats no more', async () => {
    const before = countOnce();
    await new Promise((done) => setTimeout(done, 300));
    return countOnce() === before;
  });
  const before = countOnce();
  process.kill(pid, 'SIGCONT');
  await eventually('it beats on', () => countOnce() > before + 1);
  process.kill(pid, 'SIGKILL');
});

test.each([
  ['a pipe', []],
  ['a file', ['sh', '-c', 'exec "$@" > out', 'sh']],
])('with --progress-from output it beats only while what goes to %s moves', async (_, wrapper) => {
  const scene = scenario().service('web').open();
  const line = 'echo $$ > pid; while ! test -e quiet; do echo x; sleep 0.05; done; exec sleep 100';
  const words = ['--progress-from', 'output', '--progress-timeout', '300ms', '--every', '50ms'];
  const { child } = scene.begin(['run', 'web', ...words, '--', 'sh', '-c', line], { wrapper });
  child.stdout?.resume();
  const pid = await pidIn(scene);
  const countOnce = () => beatOf(scene).iteration as number;
  await eventually('it beats on', () => countOnce() > 12);
  writeFileSync(scene.path('quiet'), '');
  await eventually('it beats no more', async () => {
    const before = countOnce();
    await new Promise((done) => setTimeout(done, 500));
    return countOnce() === before;
  });
  expect(isAlive(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
});

test('one whose heartbeat is of a later start is ended, and overwrites nothing', async () => {
  const scene = scenario().service('web').open();
  const place = {
    WATCHDOG_KEY: 'web',
    WATCHDOG_CONFIG: scene.path('config.json'),
    WATCHDOG_HEARTBEAT_FILE: scene.path('heartbeats', 'web.json'),
  };
  const env = { ...place, WATCHDOG_INSTANCE: 'a', WATCHDOG_STARTED: 'boot:1' };
  const { ended } = invoke(['run', 'web', '--every', '50ms', '--', 'sleep', '100'], {
    cwd: scene.folder,
    env,
  });
  await eventually('it beats', () => beatOf(scene).instance === 'a');
  const later = { ...place, WATCHDOG_INSTANCE: 'b', WATCHDOG_STARTED: 'boot:2' };
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  // Once is not enough: the former may be about to put its own in the place of that.
  await eventually('it has ended', async () => {
    await invoke(['beat'], { cwd: scene.folder, env: later }).ended;
    return isOver;
  });
  expect(await ended).toMatchObject({ exitCode: 75, stderr: expect.stringMatching(/later start/) });
  expect(beatOf(scene)).toMatchObject({ instance: 'b' });
});

test('a pace at which one late beat is taken for a hang is warned of, and run', async () => {
  const scene = scenario().service('web').open();
  const told = await scene.watchdog('run', 'web', '--every', '31s', '--', 'sh', '-c', 'exit 3');
  expect(told).toMatchObject({
    exitCode: 3,
    stderr: expect.stringMatching(/timeout_seconds is 60; .*--every 15s/),
  });
  const fine = await scene.watchdog('run', 'web', '--every', '30s', '--', 'true');
  expect(fine).toMatchObject({ exitCode: 0, stderr: '' });
});

test('within another service the beat names the program: what that one was started by is not of this one', async () => {
  const scene = scenario().service('web').service('other').open();
  const env = { WATCHDOG_CONFIG: scene.configPath, WATCHDOG_KEY: 'other', WATCHDOG_INSTANCE: 'a' };
  const { child, ended } = scene.begin(['run', 'web', '--', 'sleep', '100'], { env });
  await eventually('it beats', () => beatOf(scene).status === 'running');
  const { pid, instance } = beatOf(scene);
  expect({ isProgram: pid !== child.pid && isAlive(Number(pid)), instance }).toEqual({
    isProgram: true,
    instance: undefined,
  });
  child.kill('SIGTERM');
  await ended;
});

test('by hand no second copy is run of what beats, though its wrapper was killed; another process of that number is none', async () => {
  const scene = scenario().service('web').open();
  const { child } = scene.begin(['run', 'web', '--', 'sh', '-c', 'echo $$ > pid; exec sleep 100'], {
    env: { WATCHDOG_CONFIG: scene.configPath },
  });
  const pid = await pidIn(scene);
  await eventually('it beats', () => beatOf(scene).status === 'running');
  child.kill('SIGKILL');
  const again = ['run', 'web', '--', 'touch', 'doubled'];
  expect(await scene.watchdog(...again)).toMatchObject({
    exitCode: 126,
    stderr: expect.stringMatching(`web: found pid ${pid}, .*watchdog off web`),
  });
  expect(existsSync(scene.path('doubled'))).toBe(false);
  const beforeIt = new Date(Date.now() - 86_400_000);
  utimesSync(scene.path('heartbeats', 'web.json'), beforeIt, beforeIt);
  expect(await scene.watchdog(...again)).toMatchObject({ exitCode: 0 });
  expect(existsSync(scene.path('doubled'))).toBe(true);
  process.kill(pid, 'SIGKILL');
});
