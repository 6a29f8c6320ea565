// Loads a CommonJS file through V8's code cache, which spares compiling it at every tick. A cache that is missing,
// rejected, or not safely ours is not an error: the file is compiled, and a new cache is written when we exit.

import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import vm from 'node:vm';

// A run that was refused has called little of what a tick calls; a run that is cut short may have, too, so that every
// cache is made anew after a day.
const MOST_WITH_A_PASS = 1;
const GOOD_FOR_MS = 86_400_000;

/** What the file exports. */
export function loadThroughCache(file: string): unknown {
  const folder = cacheFolder(process.env, process.geteuid?.() ?? -1);
  const ownRequire = nodeModule.createRequire(file);
  if (folder === undefined) return ownRequire(file);
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache !== undefined) {
    enableCompileCache(folder);
    return ownRequire(file);
  }
  return compile(file, join(folder, `${process.version}-${fingerprint(file)}.v8`), ownRequire);
}

/** Where caches may lie: never where somebody else could write what we would execute. */
function cacheFolder(env: NodeJS.ProcessEnv, uid: number): string | undefined {
  const base =
    uid === 0 ? '/var/cache' : (env.XDG_CACHE_HOME ?? (env.HOME ? join(env.HOME, '.cache') : undefined));
  return base?.startsWith('/') ? join(base, 'watchdog-supervisor') : undefined;
}

function fingerprint(file: string): string {
  const fd = openSync(file, constants.O_RDONLY);
  const { size, mtimeMs, ino } = fstatSync(fd);
  closeSync(fd);
  return [size, mtimeMs, ino].map((part) => Math.trunc(part).toString(36)).join('-');
}

function compile(file: string, cachePath: string, ownRequire: NodeJS.Require): unknown {
  const cachedData = readOwn(cachePath);
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file).toString('latin1')}\n})`;
  const script = new vm.Script(source, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    // After the run, so that the functions which a tick really calls are in it.
    process.once('exit', (code) => {
      if (code <= MOST_WITH_A_PASS) store(cachePath, script);
    });
  }
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, ownRequire, loaded, file, dirname(file));
  return loaded.exports;
}

/** The content of a cache that nobody else can have written. */
function readOwn(path: string): Buffer | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { uid, mode, mtimeMs } = fstatSync(fd);
      const isOwn = uid === process.geteuid?.() && (mode & 0o022) === 0;
      return isOwn && Date.now() - mtimeMs < GOOD_FOR_MS ? readFileSync(fd) : undefined;
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

function store(path: string, script: vm.Script): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, script.createCachedData(), { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch {
    // No cache, no harm.
  }
}
