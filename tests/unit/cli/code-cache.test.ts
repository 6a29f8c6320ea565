// The code cache: it spares compiling, is never trusted when somebody else could have written it, and never in the way.

import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { type CachedLoad, cachedLoadIn } from '../../support/cached-load.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testUnless } from '../../support/test-unless.ts';

const testOurs = testUnless(
  'enableCompileCache' in nodeModule ? 'this Node has a cache of its own, which is used instead' : undefined,
);
let folder: string;
let scene: CachedLoad;
const own: CachedLoad['own'] = (...names) => scene.own(...names);
const load: CachedLoad['load'] = (manner) => scene.load(manner);
beforeEach(() => {
  folder = temporaryFolder('cache');
  chmodSync(folder, 0o755);
  scene = cachedLoadIn(folder);
});

function caches(): string[] {
  return readdirSync(own()).filter((name) => name.endsWith('.v8'));
}

function cachePath(): string {
  return own(...(existsSync(own()) ? caches() : []));
}

/** Makes the file another one, which gets a cache of its own. */
function change(seconds: number): void {
  utimesSync(scene.file, seconds, seconds);
}

testOurs('the first run leaves a cache that only its user may touch, and the next one takes it', () => {
  load();
  const made = statSync(cachePath());
  expect(made.mode & 0o777).toBe(0o600);
  expect(statSync(own()).mode & 0o777).toBe(0o700);
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
  ['of another owner', (path) => (process.getuid?.() === 0 ? chownSync(path, 0, 0) : chmodSync(path, 0o602))],
])('one %s is not taken, and replaced', (_, spoil) => {
  load();
  const path = cachePath();
  spoil(path);
  const spoilt = statSync(path).ino;
  load();
  expect(caches()).toHaveLength(1);
  expect(statSync(path)).not.toMatchObject({ ino: spoilt });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

testOurs('a file that was changed gets a cache of its own', () => {
  load();
  const first = cachePath();
  change(1_800_000_000);
  load();
  expect(caches()).toHaveLength(2);
  expect(existsSync(first)).toBe(true);
});

testOurs('each verb has a cache of its own; a word that could lead elsewhere has none', () => {
  for (const verb of ['', 'status', 'validate', 'status', '../status', '-c']) load({ verb });
  expect(caches()).toHaveLength(3);
  expect(scene.kept().filter((name) => !name.endsWith('.v8'))).toEqual(['swept']);
});

testOurs('what the file asks for goes through the cache, too, and is run once', () => {
  const once = 'if (globalThis.isRun) throw new Error("again"); globalThis.isRun = true;';
  writeFileSync(join(folder, 'asked-more.cjs'), `${once} exports.answer = "answer.cjs";`);
  const ask = 'require("./asked-more.cjs")';
  writeFileSync(scene.file, `${ask}; module.exports = { ...${ask}, at: __dirname };`);
  load();
  expect(caches()).toHaveLength(2);
  load();
  expect(caches()).toHaveLength(2);
});

testOurs(
  'what others have left is looked for once a day, and goes when nobody has renewed it for a month',
  () => {
    const leave = (days: number) => {
      const at = Date.now() / 1000 - days * 86_400;
      writeFileSync(own(`left-${days}`), '');
      utimesSync(own(`left-${days}`), at, at);
    };
    const left = () => readdirSync(own()).filter((name) => name.startsWith('left'));
    load();
    for (const days of [29, 31, 400]) leave(days);
    change(1_800_000_000);
    load();
    expect(left()).toHaveLength(3);
    const yesterday = Date.now() / 1000 - 86_401;
    utimesSync(own('swept'), yesterday, yesterday);
    change(1_800_000_001);
    load();
    expect(left()).toEqual(['left-29']);
    expect(statSync(own('swept')).mtimeMs).toBeGreaterThan(Date.now() - 600_000);
  },
);

testOurs('nothing is kept in a folder that others may write', () => {
  load();
  chmodSync(own(), 0o770);
  change(1_800_000_000);
  load();
  expect(caches()).toHaveLength(1);
});

testOurs('a run that was refused leaves no cache', () => {
  load({ exitCode: 2 });
  expect(existsSync(own())).toBe(false);
});

test.each([
  ['without a home', {}],
  ['with a folder for caches that is not absolute', { XDG_CACHE_HOME: 'cache' }],
  ['with a folder for caches that cannot be made', { XDG_CACHE_HOME: '/dev/null/cache' }],
])('%s, it is loaded without one', (_, env) => {
  load({ env });
});
