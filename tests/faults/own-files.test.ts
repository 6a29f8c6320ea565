// The files that we make: for us and our group, whatever the umask; and what comes of something else lying in their place:
// nobody waits for it, nothing is written through it, and nothing is done without a record.

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { testAsRoot } from '../support/as-root.ts';
import { eventually } from '../support/eventually.ts';
import { type Scene, scenario } from '../support/scenario.ts';

const HASTY = { consecutive_failures_threshold: 1 };

/** Everything below a folder, with its mode. */
function modesIn(folder: string): readonly [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path), (lstatSync(path).mode & 0o7777).toString(8)]);
}

describe('C7 under any umask files are 0640 in folders that are 0750, while we work and after', () => {
  test.each(['0', '077'])('%s', async (umask) => {
    const clear_db = 'while [ ! -e cleaned ]; do sleep 0.05; done';
    const scene = scenario({
      ...HASTY,
      lock_path: 'locks/web',
      log_level: 'DEBUG',
      db_path: 'a/b/watchdog.db',
    })
      .service('web', { commands: { start: 'exit 1', clear_db } })
      .open();
    const wrapper = ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'];
    const checking = scene.begin(['check'], { wrapper });
    const made = ['a', 'locks', 'logs'];
    const modes = () =>
      made.flatMap((name) => [[name, mode(scene.path(name))], ...modesIn(scene.path(name))]);
    await eventually('the cleanup runs', () => existsSync(scene.path('logs', 'web+clear_db.log')));
    const during = modes();
    writeFileSync(scene.path('cleaned'), '');
    await checking.ended;
    const all = [...during, ...modes()];
    const names = all.map(([name = '']) => name.replace(/\d{8}/, 'today'));
    expect(names).toEqual(
      expect.arrayContaining([
        'b/watchdog.db',
        'b/watchdog.db-guard',
        'b/watchdog.db-holder',
        'b/watchdog.db-wal',
        'b/watchdog.db-shm',
        'web.lock',
        'watchdog_today.log',
        'web.log',
        'web+clear_db.log',
      ]),
    );
    const isFolder = (name = '') => [...made, 'b', 'web.lock'].includes(name);
    expect(all.filter(([name, found]) => found !== (isFolder(name) ? '750' : '640'))).toEqual([]);
  });
});

const mode = (path: string) => (lstatSync(path).mode & 0o7777).toString(8);

type Placing = (path: string, scene: Scene) => unknown;
const THINGS: readonly [string, Placing][] = [
  ['a FIFO', (path) => execFileSync('mkfifo', [path])],
  [
    'a link to a file of somebody’s',
    (path, scene) => execFileSync('ln', ['-s', scene.path('precious'), path]),
  ],
  ['a link in a circle', (path) => execFileSync('ln', ['-s', path, path])],
  ['a folder', (path) => mkdirSync(path)],
  ['a socket', (path) => listenAt(path)],
  ...(process.getuid?.() === 0
    ? [['a device', (path) => execFileSync('mknod', [path, 'c', '1', '5'])] as [string, Placing]]
    : []),
];

/** Leaves a socket behind. */
function listenAt(path: string): void {
  const script = 'import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1])';
  execFileSync('python3', ['-c', script, path]);
}

/** Places a thing at a name in the scene, where a file of ours would be; the precious file must stay as it is. */
function open(name: (scene: Scene) => string, place: Placing): Scene {
  const scene = scenario(HASTY).service('web').open();
  for (const folder of ['state', 'logs']) mkdirSync(scene.path(folder), { mode: 0o750 });
  writeFileSync(scene.path('precious'), 'as it was\n');
  place(name(scene), scene);
  return scene;
}

const isUntouched = (scene: Scene) => readFileSync(scene.path('precious'), 'utf8') === 'as it was\n';

/** The log is named after the local day. */
function logPath(scene: Scene): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return scene.path(
    'logs',
    `watchdog_${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}.log`,
  );
}

describe.each(THINGS)('%s', (name, place) => {
  test('H7 in place of the database: nothing is done, and that is said at once', async () => {
    const scene = open((it) => it.path('state', 'watchdog.db'), place);
    const { exitCode, stdout, stderr } = await scene.check();
    expect({ exitCode, bug: /bug of ours/.test(stdout + stderr) }).toEqual({ exitCode: 4, bug: false });
    expect(scene.everything()).toEqual([]);
    expect(isUntouched(scene)).toBe(true);
  });

  test('H7 in place of the guard: nothing is done, and that is said at once', async () => {
    const scene = open((it) => it.path('state', 'watchdog.db-guard'), place);
    const { exitCode, stdout, stderr } = await scene.check();
    expect({ exitCode, bug: /bug of ours/.test(stdout + stderr) }).toEqual({ exitCode: 4, bug: false });
    expect(scene.everything()).toEqual([]);
    expect(isUntouched(scene)).toBe(true);
  });

  test('H7 in place of the lock: nothing is done unless it can be taken away, and that is said at once', async () => {
    const scene = open((it) => it.path('state', 'watchdog.lock.lock'), place);
    const { exitCode, stdout, stderr } = await scene.check();
    const canBeTakenAway = name === 'a folder';
    expect({ exitCode, living: scene.living('web').length }).toEqual(
      canBeTakenAway ? { exitCode: 0, living: 1 } : { exitCode: 1, living: 0 },
    );
    expect(stdout + stderr).toMatch(
      canBeTakenAway ? /^/ : /watchdog\.lock\.lock: the lock could not be made/,
    );
    expect(isUntouched(scene)).toBe(true);
  });

  test('H7 in place of the word who holds the lease: the work is done without one', async () => {
    const scene = open((it) => it.path('state', 'watchdog.db-holder'), place);
    expect(await scene.check()).toMatchObject({ exitCode: 0 });
    expect(scene.living('web')).toHaveLength(1);
    expect(await scene.status('web')).toMatchObject({ key: 'web' });
    expect(isUntouched(scene)).toBe(true);
  });

  test('H7 in place of the log: the work is done, and that it cannot be written is said', async () => {
    const scene = open(logPath, place);
    const { exitCode, stderr } = await scene.check();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining('the log cannot be written'),
    });
    expect(scene.living('web')).toHaveLength(1);
    expect(isUntouched(scene)).toBe(true);
  });

  test('H7 in place of the output of a service: it is not started, and that is said', async () => {
    const scene = open((it) => it.path('logs', 'web.log'), place);
    const { exitCode } = await scene.check();
    expect(exitCode).toBe(1);
    expect(scene.rows("SELECT message FROM steps WHERE action = 'start'")).toEqual([
      { message: expect.stringContaining('not a plain file') },
    ]);
    expect(isUntouched(scene)).toBe(true);
  });
});

testAsRoot('a second name for somebody’s file, in place of the database, is not written to', async () => {
  const scene = open(
    (it) => it.path('state', 'watchdog.db'),
    (path, it) => linkSync(it.path('precious'), path),
  );
  const before = lstatSync(scene.path('precious')).ino;
  await scene.check();
  expect(isUntouched(scene)).toBe(true);
  expect(lstatSync(scene.path('precious')).ino).toBe(before);
});
