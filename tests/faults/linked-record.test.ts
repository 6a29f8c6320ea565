// A record that is reached by a link: it is looked at where it really lies, and has one guard.

import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

/** A scene whose `db_path` is a link to a file in another folder. */
function open(): Scene {
  const scene = scenario({ consecutive_failures_threshold: 1 }).service('web').open();
  for (const name of ['state', 'real']) mkdirSync(scene.path(name));
  symlinkSync('../real/watchdog.db', scene.path('state', 'watchdog.db'));
  return scene;
}

describe('G6 a record that is a link into a folder where others may make files is not believed by root', () => {
  testAsRoot.each(['is there', 'is not there yet'])('when the file %s', async (when) => {
    const scene = open();
    if (when === 'is there') writeFileSync(scene.path('real', 'watchdog.db'), '', { mode: 0o640 });
    chmodSync(scene.path('real'), 0o1777);
    const { exitCode, stderr } = await scene.check();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/db_path: found that \S+real\S* is (writable by everybody|not there)/),
    });
    expect(scene.living('web')).toEqual([]);
  });
});

test('a record that is a link to where no file is yet has its guard beside the file that it is to be', async () => {
  const scene = open();
  const first = scene.begin(['check', '--every', '200ms', '--for', '60s']);
  await eventually('it works', () => scene.living('web').length === 1);
  expect(existsSync(scene.path('state', 'watchdog.db-guard'))).toBe(false);
  expect(existsSync(scene.path('real', 'watchdog.db-guard'))).toBe(true);
  const { exitCode, stdout } = await scene.watchdog('check', '--json');
  expect({ exitCode, kind: JSON.parse(stdout).kind }).toEqual({ exitCode: 0, kind: 'held' });
  await first.killHard();
});

test('a record that is a link in a circle is told, and nothing is done', async () => {
  const scene = scenario().service('web').open();
  mkdirSync(scene.path('state'));
  symlinkSync('watchdog.db', scene.path('state', 'watchdog.db'));
  expect([2, 4]).toContain((await scene.check()).exitCode);
  expect(scene.living('web')).toEqual([]);
});
