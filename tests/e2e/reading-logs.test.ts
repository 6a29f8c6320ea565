// `log` and `logs`: what we have written, and what services have printed; told as it comes with -f, until Ctrl-C.

import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.ts';
import type { Invocation } from '../support/invocation.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const LINES = Array.from({ length: 30 }, (_, index) => `line ${index}`);

function sceneWithOutput(): Scene {
  const scene = scenario().service('web').service('db').open();
  mkdirSync(scene.path('logs'));
  writeFileSync(scene.path('logs', 'web.log'), LINES.map((line) => `${line}\n`).join(''));
  return scene;
}

/** All that was printed until now. */
function printed({ child }: Invocation): { text: string } {
  const seen = { text: '' };
  child.stdout?.on('data', (text) => {
    seen.text += text;
  });
  return seen;
}

test('the last lines that a service has printed, 20 or as many as are asked for', async () => {
  const scene = sceneWithOutput();
  const { exitCode, stdout, stderr } = await scene.watchdog('logs', 'web');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toBe(
    LINES.slice(-20)
      .map((line) => `${line}\n`)
      .join(''),
  );
  const few = await scene.watchdog('logs', 'web', '-n', '2', '--json');
  expect(JSON.parse(few.stdout)).toEqual({
    outputs: [
      { key: 'web', path: scene.path('logs', 'web.log'), exists: true, lines: ['line 28', 'line 29'] },
    ],
  });
});

test('nothing that a service prints acts on a terminal', async () => {
  const scene = sceneWithOutput();
  appendFileSync(scene.path('logs', 'web.log'), '\u001b[2Jgone\n');
  const { stdout } = await scene.watchdog('logs', 'web', '-n', '1');
  expect(stdout).toBe('\\u001b[2Jgone\n');
});

test('with -f lines are told as they come, over a rotation, and Ctrl-C ends it well', async () => {
  const scene = sceneWithOutput();
  const file = scene.path('logs', 'web.log');
  const following = scene.begin(['logs', 'web', '-f', '-n', '1']);
  const seen = printed(following);
  await eventually('the last line is told', () => seen.text === 'line 29\n');
  appendFileSync(file, '\nnext\n');
  await eventually('the next ones are told', () => seen.text === 'line 29\n\nnext\n');
  renameSync(file, `${file}.1`);
  writeFileSync(file, 'rotated\n');
  await eventually('the new file is told', () => seen.text.endsWith('next\nrotated\n'));
  following.child.kill('SIGINT');
  expect(await following.ended).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
});

test('of several services each line says whose it is; for programs each is a document', async () => {
  const scene = sceneWithOutput();
  scene.edit({}, { web: { program: 'beat', tags: ['all'] }, db: { program: 'beat', tags: ['all'] } });
  const following = scene.begin(['logs', '@all', '-f', '-n', '0']);
  const programs = scene.begin(['logs', '@all', '-f', '-n', '0', '--json']);
  const [seen, documents] = [printed(following), printed(programs)];
  await eventually('both are told', () => {
    appendFileSync(scene.path('logs', 'db.log'), 'ready\n');
    appendFileSync(scene.path('logs', 'web.log'), 'served\n');
    return /^db {2}\| ready$/m.test(seen.text) && /^web \| served$/m.test(seen.text) && documents.text !== '';
  });
  for (const line of documents.text.trim().split('\n')) expect(['db', 'web']).toContain(JSON.parse(line).key);
  programs.child.kill('SIGTERM');
  expect(await programs.ended).toMatchObject({ exitCode: 143 });
});

test('whoever reads no more ends it', async () => {
  const scene = sceneWithOutput();
  const shell = ['sh', '-c', '"$@" | head -n 1', 'sh'];
  const following = scene.begin(['logs', 'web', '-f'], { wrapper: shell });
  const seen = printed(following);
  await eventually('the first is told', () => seen.text === 'line 10\n');
  appendFileSync(scene.path('logs', 'web.log'), 'more\n');
  expect(await following.ended).toMatchObject({ exitCode: 0, stdout: 'line 10\n' });
});

test('the output of a step is told by its name, and a wrong name is corrected', async () => {
  const scene = sceneWithOutput();
  writeFileSync(scene.path('logs', 'web+clear_db.log'), 'cleared\n');
  expect((await scene.watchdog('logs', 'web', '--of', 'clear_db')).stdout).toBe('cleared\n');
  const { exitCode, stderr } = await scene.watchdog('logs', 'web', '--of', 'clear_dp');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringMatching(/found --of "clear_dp".*\nDid you mean "clear_db"\?/),
  });
});

test('our own log is told over as many days as it takes, and followed into the next day', async () => {
  const scene = scenario({ log_level: 'DEBUG' }).service('web').open();
  mkdirSync(scene.path('logs'));
  writeFileSync(scene.path('logs', 'watchdog_20260101.log'), 'one\ntwo\n');
  writeFileSync(scene.path('logs', 'watchdog_20260102.log'), 'three\n');
  expect((await scene.watchdog('log', '-n', '2')).stdout).toBe('two\nthree\n');
  const following = scene.begin(['log', '-f', '-n', '1']);
  const seen = printed(following);
  await eventually('the last line is told', () => seen.text === 'three\n');
  await scene.check();
  await eventually('the tick is told', () => /tick: \d of 1 services healthy\n/.test(seen.text));
  following.child.kill('SIGINT');
  expect(await following.ended).toMatchObject({ exitCode: 0 });
});

test.each([['logs web -n -1'], ['logs web -n ten'], ['log -n 1.5']])('%s: exit 2', async (words) => {
  const { exitCode } = await sceneWithOutput().watchdog(...words.split(' '));
  expect(exitCode).toBe(2);
});
