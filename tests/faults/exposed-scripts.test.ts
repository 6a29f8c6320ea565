// A script that others can change, or that runs where they can plant something: root does not run it, and says which part of
// its path is at fault. The other services are none the worse.

import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import type { Entry } from '../support/config-document.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const NOBODY = 65_534;
const STRANGER = 4_242;

function open(entry: Entry): Scene {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web', entry).service('other').open();
  chmodSync(scene.folder, 0o755);
  mkdirSync(scene.path('bin'));
  for (const name of ['start.sh', 'clean.sh']) {
    writeFileSync(
      scene.path('bin', name),
      `#!/bin/sh\ntouch ${scene.path('heartbeats')}/$(basename $0).ran\n`,
    );
    chmodSync(scene.path('bin', name), 0o755);
  }
  return scene;
}

const hasRun = (scene: Scene, name: string) => existsSync(scene.path('heartbeats', `${name}.ran`));
const refusals = (scene: Scene) =>
  scene.rows("SELECT action, message FROM steps WHERE outcome = 'failed' AND message LIKE '%not to be run%'");

const START: Entry = { commands: { start: 'bin/start.sh' } };
const EXPOSED: [string, Entry, (scene: Scene) => string][] = [
  ['a script for everybody', START, (it) => open777(it.path('bin', 'start.sh'))],
  ['a script in a folder for everybody', START, (it) => open777(it.path('bin'))],
  ['a script of somebody else', START, (it) => giveAway(it.path('bin', 'start.sh'))],
  ['a script in a folder of somebody else', START, (it) => giveAway(it.path('bin'))],
  [
    'words that begin with such a script',
    { commands: { start: ['./bin/start.sh', 'x'] } },
    (it) => open777(it.path('bin')),
  ],
  [
    'a program that is found in a folder for everybody',
    { commands: { start: ['start.sh'] }, env: { PATH: 'bin:/usr/bin:/bin' } },
    (it) => open777(it.path('bin')),
  ],
  [
    'a program for everybody that is found in a good folder',
    { commands: { start: ['start.sh'] }, env: { PATH: 'bin:/usr/bin:/bin' } },
    (it) => open777(it.path('bin', 'start.sh')),
  ],
  [
    'a line that finds its programs in a folder for everybody',
    { commands: { start: 'start.sh; exit 1' }, env: { PATH: 'bin:/usr/bin:/bin' } },
    (it) => open777(it.path('bin')),
  ],
  [
    'a line in a folder for everybody',
    { commands: { start: 'touch here; exit 1' }, cwd: 'bin' },
    (it) => open777(it.path('bin')),
  ],
  [
    'a line in a folder like /tmp',
    { commands: { start: 'touch here; exit 1' }, cwd: 'bin' },
    (it) => open777(it.path('bin'), 0o1777),
  ],
];

describe('G6 what others can change is not run by root, and the part at fault is named', () => {
  testAsRoot('a file of variables for everybody', async () => {
    const scene = open({ ...START, env_file: 'bin/web.env' });
    writeFileSync(scene.path('bin', 'web.env'), 'LD_PRELOAD=/tmp/planted.so\n');
    const part = open777(scene.path('bin', 'web.env'));
    await scene.check();
    expect(scene.rows("SELECT message FROM steps WHERE action = 'start' AND outcome = 'failed'")).toEqual([
      { message: expect.stringContaining(`env_file ${part}: ${part} is writable by everybody`) },
    ]);
    expect(hasRun(scene, 'start.sh')).toBe(false);
  });

  testAsRoot(
    'a program that is found in a folder for everybody by the PATH of a file of variables',
    async () => {
      const scene = open({ commands: { start: 'start.sh; exit 1' }, env_file: 'web.env' });
      writeFileSync(scene.path('web.env'), 'PATH=bin:/usr/bin:/bin\n');
      const part = open777(scene.path('bin'));
      await scene.check();
      expect(refusals(scene)).toEqual([{ action: 'start', message: expect.stringContaining(part) }]);
      expect(hasRun(scene, 'start.sh')).toBe(false);
    },
  );

  testAsRoot.each(EXPOSED)('%s', async (_, entry, expose) => {
    const scene = open(entry);
    const part = expose(scene);
    const { exitCode } = await scene.check();
    expect(exitCode).toBe(1);
    expect(refusals(scene)).toEqual([
      {
        action: 'start',
        message: expect.stringMatching(
          new RegExp(`not to be run: ${part} (is writable by everybody|belongs to user 4242)`),
        ),
      },
    ]);
    expect([hasRun(scene, 'start.sh'), existsSync(scene.path('bin', 'here'))]).toEqual([false, false]);
    expect(scene.living('other')).toHaveLength(1);
  });
});

testAsRoot('G6 a cleanup that others can change is left out, and the recovery goes on', async () => {
  const scene = open({ commands: { start: 'bin/start.sh', clear_db: 'bin/clean.sh' } });
  open777(scene.path('bin', 'clean.sh'));
  await scene.check();
  expect(refusals(scene)).toEqual([
    { action: 'clear_db', message: expect.stringContaining('clean.sh is writable') },
  ]);
  expect([hasRun(scene, 'clean.sh'), hasRun(scene, 'start.sh')]).toEqual([false, true]);
});

testAsRoot('a script of the user it runs as is run, for he could run anything anyway', async () => {
  const scene = open({ ...START, user: 'nobody' });
  chownSync(scene.path('bin'), NOBODY, NOBODY);
  chownSync(scene.path('bin', 'start.sh'), NOBODY, NOBODY);
  chownSync(scene.path('heartbeats'), NOBODY, NOBODY);
  await scene.check();
  expect(refusals(scene)).toEqual([]);
  expect(hasRun(scene, 'start.sh')).toBe(true);
});

testAsRoot('G6 a script of a third one is not run as that user either', async () => {
  const scene = open({ ...START, user: 'nobody' });
  chownSync(scene.path('bin', 'start.sh'), STRANGER, STRANGER);
  await scene.check();
  expect(refusals(scene)).toEqual([
    { action: 'start', message: expect.stringContaining('belongs to user 4242') },
  ]);
  expect(hasRun(scene, 'start.sh')).toBe(false);
});

function open777(path: string, mode = 0o777): string {
  chmodSync(path, mode);
  return path;
}

function giveAway(path: string): string {
  chownSync(path, STRANGER, STRANGER);
  return path;
}
