// `watchdog run`: a program without a writer. What it is like for the program, and for whoever sees only the wrapper.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { eventually } from '../../support/eventually.ts';
import { WATCHDOG } from '../../support/invocation.ts';
import { scenario } from '../../support/scenario.ts';
import { beatOf, pidIn } from '../../support/wrapped-program.ts';

const SIGNALS = [
  'TERM',
  'INT',
  'HUP',
  'USR1',
  'USR2',
  'WINCH',
  'ALRM',
  'VTALRM',
  'IO',
  'PWR',
  'URG',
] as const;

test.each<[string, object]>([
  ['exit 7', { exitCode: 7, signal: null }],
  ['exit 0', { exitCode: 0, signal: null }],
  ['kill -SEGV $$', { exitCode: null, signal: 'SIGSEGV' }],
])('the end of the program is its own: %s', async (line, end) => {
  const scene = scenario().service('web').open();
  expect(await scene.watchdog('run', 'web', '--', 'sh', '-c', line)).toMatchObject({ ...end, stderr: '' });
});

test('the last beat tells how it ended', async () => {
  const scene = scenario().service('web').open();
  await scene.watchdog('run', 'web', '--', 'sh', '-c', 'exit 0');
  expect(beatOf(scene)).toMatchObject({ status: 'stopped', exit_code: 0, iteration: 2 });
  await scene.watchdog('run', 'web', '--', 'sh', '-c', 'exit 9');
  expect(beatOf(scene)).toMatchObject({ status: 'failed', exit_code: 9 });
  await scene.watchdog('run', 'web', '--', 'sh', '-c', 'kill -ABRT $$');
  expect(beatOf(scene)).toMatchObject({ status: 'failed', exit_signal: 'SIGABRT' });
});

test('what cannot be started is told, with the exit code of a shell', async () => {
  const scene = scenario().service('web').open();
  writeFileSync(scene.path('text'), 'no program');
  const missing = await scene.watchdog('run', 'web', '--', './missing');
  expect(missing).toMatchObject({ exitCode: 127, stderr: expect.stringMatching(/missing: .*ENOENT/) });
  expect(await scene.watchdog('run', 'web', '--', './text')).toMatchObject({ exitCode: 126 });
  expect(existsSync(scene.path('heartbeats', 'web.json'))).toBe(false);
});

test('input, output and words are the program’s own, options with dashes too', async () => {
  const scene = scenario().service('web').open();
  const line = `echo in | '${process.execPath}' '${WATCHDOG}' run web -- sh -c 'cat; echo "$@"; echo err >&2' sh --json -c x`;
  const env = { ...process.env, WATCHDOG_CONFIG: scene.configPath };
  const output = execFileSync('sh', ['-c', `${line} 2>errors`], { cwd: scene.folder, env, encoding: 'utf8' });
  expect(output).toBe('in\n--json -c x\n');
  expect(readFileSync(scene.path('errors'), 'utf8')).toBe('err\n');
});

test('on a terminal the program has that terminal', () => {
  const scene = scenario().service('web').open();
  const line = `'${process.execPath}' '${WATCHDOG}' run web -- sh -c 'test -t 0 && test -t 1 && exit 5'`;
  const env = { ...process.env, WATCHDOG_CONFIG: scene.configPath };
  const { status } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd: scene.folder, env });
  expect(status).toBe(5);
});

test('every signal that comes to the wrapper goes on to the program', async () => {
  const scene = scenario().service('web').open();
  const traps = SIGNALS.map((name) => `trap 'echo ${name} >> signals' ${name}`).join('; ');
  const line = `${traps}; echo $$ > pid; while :; do sleep 0.05; done`;
  const { child } = scene.begin(['run', 'web', '--', 'sh', '-c', line]);
  const pid = await pidIn(scene);
  await eventually('it beats', () => beatOf(scene).status === 'running');
  for (const [index, name] of SIGNALS.entries()) {
    child.kill(`SIG${name}`);
    await eventually(`${name} has arrived`, () => {
      const told = existsSync(scene.path('signals')) ? readFileSync(scene.path('signals'), 'utf8') : '';
      return told.split('\n').length === index + 2 && told.includes(`${name}\n`);
    });
  }
  process.kill(pid, 'SIGKILL');
});

test('an end that somebody has asked the wrapper for is a clean one', async () => {
  const scene = scenario().service('web').open();
  const { child, ended } = scene.begin(['run', 'web', '--', 'sleep', '100']);
  await eventually('it beats', () => beatOf(scene).status === 'running');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ exitCode: null, signal: 'SIGTERM', stderr: '' });
  expect(beatOf(scene)).toMatchObject({ status: 'stopped', exit_signal: 'SIGTERM' });
});

const FOREVER = 'echo $$ > pid; while :; do sleep 0.05; done';

test('it stops with the program when the wrapper is stopped by its terminal, and both go on', async () => {
  const scene = scenario().service('web').open();
  // As a shell on a terminal would start it: in a group of its own, with which somebody can go on.
  const wrapper = ['perl', '-e', 'setpgrp; exec @ARGV'];
  const { child, ended } = scene.begin(['run', 'web', '--every', '50ms', '--', 'sh', '-c', FOREVER], {
    wrapper,
  });
  const pid = await pidIn(scene);
  await eventually('it beats', () => beatOf(scene).status === 'running');
  const areIn = (state: RegExp) => [pid, child.pid ?? 0].every((one) => state.test(stateOf(one)));
  child.kill('SIGTSTP');
  await eventually('both are stopped', () => areIn(/^T/));
  const before = beatOf(scene).iteration as number;
  child.kill('SIGCONT');
  await eventually('both go on', () => areIn(/^[SR]/) && (beatOf(scene).iteration as number) > before + 1);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ signal: 'SIGTERM' });
});

test('it is not stopped alone where nobody could go on with it, as under cron', async () => {
  const scene = scenario().service('web').open();
  const wrapper = ['setsid'];
  const { child, ended } = scene.begin(['run', 'web', '--every', '50ms', '--', 'sh', '-c', FOREVER], {
    wrapper,
  });
  const pid = await pidIn(scene);
  await eventually('it beats', () => beatOf(scene).status === 'running');
  child.kill('SIGTSTP');
  const before = beatOf(scene).iteration as number;
  await eventually('it beats on', () => (beatOf(scene).iteration as number) > before + 5);
  expect([pid, child.pid ?? 0].map(stateOf)).toEqual([
    expect.stringMatching(/^[SR]/),
    expect.stringMatching(/^[SR]/),
  ]);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ signal: 'SIGTERM' });
});

function stateOf(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1] ?? '';
}

test.each([
  [['run', 'web'], /found no program; expected one after --/],
  [['run', 'web', '--progress-from', 'cpu', '--', 'true'], /found --progress-from "cpu"; expected "output"/],
  [['run', 'web', '--progress-timeout', '5s', '--', 'true'], /--progress-timeout alone/],
  [['run', 'wbe', '--', 'true'], /Did you mean "web"\?/],
  // Longer than a timer can wait: it would beat without a pause.
  [
    ['run', 'web', '--every', '600h', '--', 'true'],
    /found --every "600h"; expected between 10ms and 24 days/,
  ],
  [['run', 'web', '--every', '1ms', '--', 'true'], /found --every "1ms"; expected between 10ms/],
  [['run', 'web', '--every', '61s', '--', 'true'], /expected less than timeout_seconds, which is 60\./],
])('%j: the mistake is told, exit 2, and nothing is run', async (words, told) => {
  const scene = scenario().service('web').open();
  const { exitCode, stderr } = await scene.watchdog(...words);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(told) });
});
