// A config, a record or a folder for logs that others can change: root, who would do whatever it says, does nothing.

import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const NOBODY = 65_534;

/** A service that leaves a trace when it is started. */
function open(): Scene {
  const start = ['touch', 'started'];
  return scenario({ consecutive_failures_threshold: 1 }).service('web', { commands: { start } }).open();
}

testAsRoot('G6 what nobody has written is not run as root: exit 2, nothing touched', async () => {
  const scene = open();
  chmodSync(scene.folder, 0o777);
  chmodSync(scene.configPath, 0o666);
  chownSync(scene.configPath, NOBODY, NOBODY);
  expect(await scene.check()).toEqual({
    exitCode: 2,
    signal: null,
    stdout: '',
    stderr: expect.stringContaining(
      `${scene.configPath}: found that ${scene.folder} is writable by everybody`,
    ),
  });
  expect(existsSync(scene.path('started'))).toBe(false);
  expect(existsSync(scene.path('state'))).toBe(false);
});

const VERBS = [
  ['check'],
  ['check', '--dry-run'],
  ['status'],
  ['validate'],
  ['on', 'web'],
  ['off', 'web'],
  ['restart', 'web'],
  ['stop-all'],
  ['start-all'],
  ['orphans'],
];

describe('G6 no verb believes a config that others can change', () => {
  testAsRoot.each(VERBS)('%s %s', async (...words) => {
    const scene = open();
    chmodSync(scene.configPath, 0o664);
    const { exitCode, stdout, stderr } = await scene.watchdog(...words.filter(Boolean));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`${scene.configPath} is writable by group 0 (mode 664)`);
  });
});

describe('G6 a config is not believed by root that', () => {
  testAsRoot.each<[string, (scene: Scene) => unknown, string]>([
    ['belongs to somebody else', (it) => chownSync(it.configPath, NOBODY, NOBODY), 'belongs to user 65534'],
    [
      'lies in a folder of somebody else',
      (it) => chownSync(it.folder, NOBODY, NOBODY),
      'belongs to user 65534',
    ],
    [
      'is a link of somebody else to a file of root',
      (it) => {
        renameSync(it.configPath, it.path('real.json'));
        symlinkSync('real.json', it.configPath);
        lchownSync(it.configPath, NOBODY, NOBODY);
      },
      'belongs to user 65534',
    ],
    ['keeps its record where others may write', (it) => openFolder(it, 'state'), 'db_path: found that'],
    ['has its logs where others may write', (it) => openFolder(it, 'logs'), 'log_dir: found that'],
    [
      'has a record that others may write',
      (it) => {
        mkdirSync(it.path('state'));
        writeFileSync(it.path('state', 'watchdog.db'), '');
        chmodSync(it.path('state', 'watchdog.db'), 0o666);
      },
      'db_path: found that',
    ],
  ])('%s', async (_, expose, told) => {
    const scene = open();
    expose(scene);
    const { exitCode, stderr } = await scene.check();
    chownSync(scene.folder, 0, 0);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(told) });
    expect(existsSync(scene.path('started'))).toBe(false);
  });
});

function openFolder(scene: Scene, name: string): void {
  mkdirSync(scene.path(name));
  chmodSync(scene.path(name), 0o1777);
}

testAsRoot(
  'G6 one that is opened to others between two passes: the last good one stays, and that is told',
  async () => {
    const scene = open();
    const checking = scene.begin(['check', '--every', '200ms', '--for', '60s']);
    await eventually('it was started', () => existsSync(scene.path('started')));
    scene.edit({ log_level: 'DEBUG' });
    chmodSync(scene.configPath, 0o666);
    await eventually('that is told', () =>
      scene.log().some((line) => line.includes('is writable by everybody')),
    );
    await sleep(500);
    expect(scene.log().filter((line) => line.includes('The last good config stays in force'))).toHaveLength(
      1,
    );
    expect(scene.log().filter((line) => line.includes('DEBUG'))).toEqual([]);
    await checking.killHard();
  },
);

testAsRoot('somebody else than root takes the config that he is given', async () => {
  const scene = open();
  chmodSync(scene.folder, 0o777);
  chmodSync(scene.configPath, 0o666);
  const wrapper = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
  expect(await scene.begin(['validate'], { wrapper }).ended).toMatchObject({ exitCode: 0 });
});
