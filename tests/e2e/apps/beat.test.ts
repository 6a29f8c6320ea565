// `watchdog beat`: a heartbeat from a program that has no writer, from within a service and by hand.

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { eventually } from '../../support/eventually.ts';
import { invoke, type Result, WATCHDOG } from '../../support/invocation.ts';
import { type Scene, scenario } from '../../support/scenario.ts';

const BEAT = `'${process.execPath}' '${WATCHDOG}' beat`;

function read(scene: Scene, key = 'web'): Record<string, unknown> {
  return JSON.parse(readFileSync(scene.path('heartbeats', `${key}.json`), 'utf8'));
}

/** As from within a service that was started under this cookie, at this place among all starts. */
function within(scene: Scene, started: [cookie: string, ms: number], ...words: string[]): Promise<Result> {
  const env = {
    WATCHDOG_KEY: 'web',
    WATCHDOG_HEARTBEAT_FILE: scene.path('heartbeats', 'web.json'),
    WATCHDOG_INSTANCE: started[0],
    WATCHDOG_STARTED: `boot:${started[1]}`,
  };
  return invoke(['beat', ...words], { cwd: scene.folder, env }).ended;
}

const DONE = { exitCode: 0, stdout: '', stderr: '' };

test('a script that beats through a shell of its own is healthy, by the process that the watchdog started', async () => {
  const start = `while :; do sh -c "( ${BEAT} web --progress 3 ); :"; sleep 0.1; done`;
  const scene = scenario().service('web', { commands: { start } }).open();
  await scene.watchdog('on', 'web', '--wait');
  const { pid } = await scene.healthy('web');
  expect(read(scene)).toMatchObject({ pid, status: 'running', progress: 3 });
  // Its shells come and go; the one it speaks for stays.
  await eventually('it beats on', () => (read(scene).iteration as number) > 3);
  expect(await scene.status('web')).toMatchObject({ verdict: 'healthy', pid });
});

test('beats of one start count up, and keep the progress until another is told', async () => {
  const scene = scenario().open();
  expect(await within(scene, ['a', 1], '--progress', '2.5')).toMatchObject(DONE);
  expect(read(scene)).toMatchObject({ iteration: 1, progress: 2.5, instance: 'a', started: 'boot:1' });
  expect(await within(scene, ['a', 1], 'web', '--status', 'draining')).toMatchObject(DONE);
  expect(read(scene)).toMatchObject({ iteration: 2, progress: 2.5, status: 'draining' });
  expect(await within(scene, ['b', 2], '--pid', '4711')).toMatchObject(DONE);
  expect(read(scene)).toMatchObject({ iteration: 1, instance: 'b', pid: 4711, status: 'running' });
  expect(read(scene)).not.toHaveProperty('progress');
  expect(statSync(scene.path('heartbeats', 'web.json')).mode & 0o777).toBe(0o644);
  expect(readdirSync(scene.path('heartbeats'))).toEqual(['web.json']);
});

test('an instance that was replaced is told so with 75, and overwrites nothing', async () => {
  const scene = scenario().open();
  await within(scene, ['b', 2]);
  const before = readFileSync(scene.path('heartbeats', 'web.json'), 'utf8');
  const { exitCode, stderr } = await within(scene, ['a', 1], 'web');
  expect({ exitCode, stderr }).toEqual({ exitCode: 75, stderr: expect.stringMatching(/later start of web/) });
  expect(readFileSync(scene.path('heartbeats', 'web.json'), 'utf8')).toBe(before);
});

test('by hand it takes the place from the config, and beats for whoever called', async () => {
  const scene = scenario().service('web').open();
  const result = await scene.watchdog('beat', 'web', '--json');
  const report = JSON.parse(result.stdout);
  expect(report).toMatchObject({ key: 'web', pid: process.pid, kind: 'written', iteration: 1 });
  expect(read(scene)).toMatchObject({ process_key: 'web', pid: process.pid });
  expect(read(scene)).not.toHaveProperty('instance');
});

test('an edit of the config counts for the very next beat, though the place was known', async () => {
  const scene = scenario().service('web').open();
  const beat = async () => {
    expect(await scene.watchdog('beat', 'web')).toMatchObject(DONE);
    return readdirSync(scene.path('heartbeats')).toSorted();
  };
  await new Promise((done) => setTimeout(done, 2100)); // until then a file may change without showing it
  expect([await beat(), await beat()]).toEqual([['web.json'], ['web.json']]);
  scene.edit({}, { web: { program: 'beat', heartbeat_path: 'heartbeats/moved.json' } });
  expect(await beat()).toEqual(['moved.json', 'web.json']);
});

test('a service that beats for another one names that one’s file, and does not pass for its start', async () => {
  const scene = scenario().service('web').service('worker').open();
  const env = {
    WATCHDOG_KEY: 'web',
    WATCHDOG_INSTANCE: 'a',
    WATCHDOG_HEARTBEAT_FILE: scene.path('heartbeats', 'web.json'),
    WATCHDOG_CONFIG: scene.configPath,
  };
  expect(await invoke(['beat', 'worker'], { cwd: scene.folder, env }).ended).toMatchObject(DONE);
  expect(read(scene, 'worker')).not.toHaveProperty('instance');
  expect(existsSync(scene.path('heartbeats', 'web.json'))).toBe(false);
});

test('a place that cannot be written is exit 1, told on stderr', async () => {
  const scene = scenario().open();
  writeFileSync(scene.path('file'), '');
  const env = { WATCHDOG_KEY: 'web', WATCHDOG_HEARTBEAT_FILE: scene.path('file', 'web.json') };
  const { exitCode, stdout, stderr } = await invoke(['beat'], { cwd: scene.folder, env }).ended;
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/web\.json: not written: .*(ENOTDIR|EEXIST)/);
});

test.each<[string, string[], RegExp]>([
  ['a progress that is no number', ['--progress', 'far'], /found --progress "far"; expected a number/],
  ['a pid that nobody may have', ['--pid', '1'], /found --pid "1"; expected a whole number from 2/],
  ['a long status', ['--status', 'x'.repeat(201)], /found --status of 201 characters; expected at most 200/],
  ['an unknown option', ['--stauts', 'x'], /Did you mean --status\?/],
])('%s is told, exit 2, and nothing is written', async (_, words, told) => {
  const scene = scenario().open();
  const { exitCode, stderr } = await within(scene, ['a', 1], ...words);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(told) });
  expect(readdirSync(scene.path('heartbeats'))).toEqual([]);
});

test('without a place in the environment or the config, the mistake is told', async () => {
  const scene = scenario()
    .service('web', { heartbeat_path: undefined, checks: [{ type: 'process' }], program: 'beat' })
    .open();
  expect((await scene.watchdog('beat', 'web')).stderr).toMatch(/"web", a service without heartbeat_path/);
  expect((await scene.watchdog('beat', 'wbe')).stderr).toMatch(/Did you mean "web"\?/);
  expect(await scene.watchdog('beat')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/found no key/),
  });
});
