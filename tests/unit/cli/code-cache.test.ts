// The code cache: it spares compiling, is never trusted when somebody else could have written it, and never in the way.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { bundle } from '../../support/bundle.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

// Later Nodes have a cache of their own, which is used instead.
const testOurs = 'enableCompileCache' in nodeModule ? test.skip : test;
const NOBODY = 65_534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
const isRoot = process.getuid?.() === 0;

let folder: string;
let program: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder('cache');
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'cache'));
  if (isRoot) chownSync(join(folder, 'cache'), NOBODY, NOBODY);
  program = bundle('tests/support/programs/load-through-cache.ts', folder);
  file = join(folder, 'answer.cjs');
  writeFileSync(
    file,
    'module.exports = { answer: require("node:path").basename(__filename), at: __dirname };',
  );
});

/** Loads the file in a process of its own, which is not root's; a root has its cache in /var/cache. */
function load(env: NodeJS.ProcessEnv = { XDG_CACHE_HOME: join(folder, 'cache') }, exitCode = 0): void {
  const [command = '', ...words] = [
    ...(isRoot ? AS_NOBODY : []),
    process.execPath,
    program,
    file,
    `${exitCode}`,
  ];
  const { stdout, stderr } = spawnSync(command, words, {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  expect([stdout, stderr]).toEqual([JSON.stringify({ answer: 'answer.cjs', at: folder }), '']);
}

function cachePath(): string {
  const own = join(folder, 'cache', 'watchdog-supervisor');
  const [name = ''] = existsSync(own) ? readdirSync(own) : [];
  return join(own, name);
}

testOurs('the first run leaves a cache that only its user may touch, and the next one takes it', () => {
  load();
  const made = statSync(cachePath());
  expect(made.mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'cache', 'watchdog-supervisor')).mode & 0o777).toBe(0o700);
  load();
  expect(statSync(cachePath()).ino).toBe(made.ino);
});

testOurs.each<[string, (path: string) => void]>([
  ['that is no cache at all', (path) => writeFileSync(path, 'rubbish')],
  ['that is empty', (path) => writeFileSync(path, '')],
  ['that others may write', (path) => chmodSync(path, 0o620)],
  ['that is older than a day', (path) => utimesSync(path, 1_700_000_000, 1_700_000_000)],
  [
    'that is a link to another file',
    (path) => {
      renameSync(path, join(folder, 'cache', 'elsewhere'));
      symlinkSync(join(folder, 'cache', 'elsewhere'), path);
    },
  ],
  ['of another owner', (path) => (isRoot ? chownSync(path, 0, 0) : chmodSync(path, 0o602))],
])('one %s is not taken, and replaced', (_, spoil) => {
  load();
  const path = cachePath();
  spoil(path);
  const spoilt = statSync(path).ino;
  load();
  expect(readdirSync(join(folder, 'cache', 'watchdog-supervisor'))).toHaveLength(1);
  expect(statSync(path)).not.toMatchObject({ ino: spoilt });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

testOurs('a file that was changed gets a cache of its own', () => {
  load();
  const first = cachePath();
  utimesSync(file, 1_800_000_000, 1_800_000_000);
  load();
  expect(readdirSync(join(folder, 'cache', 'watchdog-supervisor'))).toHaveLength(2);
  expect(existsSync(first)).toBe(true);
});

testOurs('a run that was refused leaves no cache', () => {
  load(undefined, 2);
  expect(existsSync(join(folder, 'cache', 'watchdog-supervisor'))).toBe(false);
});

test.each([
  ['without a home', {}],
  ['with a folder for caches that is not absolute', { XDG_CACHE_HOME: 'cache' }],
  ['with a folder for caches that cannot be made', { XDG_CACHE_HOME: '/dev/null/cache' }],
])('%s, it is loaded without one', (_, env) => {
  load(env);
});
