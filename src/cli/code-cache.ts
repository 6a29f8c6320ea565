// Loads a CommonJS file through V8's code cache, which spares compiling it at every tick. A cache that is missing,
// rejected, or not safely ours is not an error: the file is compiled, and a new cache is written when we exit.

import { readFileSync, statSync } from 'node:fs';
import nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder, hasOwnFolder, keepOwn, readOwn } from './cache-folder.ts';

// A run that was refused has called little of what a tick calls; a run that is cut short may have, too, so that every
// cache is made anew after a day.
const MOST_WITH_A_PASS = 1;
const GOOD_FOR_MS = 86_400_000;

/** By its version: to ask Node 20 whether it has one would load a part of it that a tick needs for nothing else. */
const HAS_OWN_CACHE = Number.parseInt(process.versions.node, 10) >= 22;

/** What is only loaded when it is used: the bundles that load it do so by these names, which the build gives them. */
const ASKED_FOR = /^\.\/(asked|config)-/;

/** A verb, and nothing that could lead elsewhere as the name of a file. */
const VERB = /^[a-z][a-z-]{1,19}$/;

/** What the file exports. Each verb calls other functions of it, and has a cache of its own with those in it. */
export function loadThroughCache(file: string, verb = ''): unknown {
  const folder = cacheFolder(process.env, process.geteuid?.() ?? -1);
  if (folder === undefined) return require(file);
  if (!HAS_OWN_CACHE) {
    const name = [process.version, fingerprint(file), ...(VERB.test(verb) ? [verb] : [])].join('-');
    return compile(file, join(folder, `${name}.v8`));
  }
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
  // Node asks nobody whose folder it is.
  if (hasOwnFolder(folder)) enableCompileCache?.(folder);
  return require(file);
}

function fingerprint(file: string): string {
  const { size, mtimeMs, ino } = statSync(file);
  return [size, mtimeMs, ino].map((part) => Math.trunc(part).toString(36)).join('-');
}

const HEAD = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
const TAIL = Buffer.from('\n})');

function compile(file: string, cachePath: string): unknown {
  const cachedData = readOwn(cachePath, GOOD_FOR_MS);
  // Put together as bytes: a text of several pieces is copied once more before it is read.
  const source = Buffer.concat([HEAD, readFileSync(file), TAIL]).toString('latin1');
  const script = new Script(source, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    // After the run, so that the functions which a tick really calls are in it.
    process.once('exit', (code) => {
      if (code <= MOST_WITH_A_PASS) keepOwn(cachePath, () => script.createCachedData());
    });
  }
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, requireFrom(file), loaded, file, dirname(file));
  return loaded.exports;
}

/** Further bundles of ours go through the cache, too. All lie where the launcher does, whose `require` is as good as one of their own. */
function requireFrom(file: string) {
  const loaded = new Map<string, unknown>();
  const ask = (id: string): unknown => {
    if (!ASKED_FOR.test(id)) return require(id);
    if (!loaded.has(id)) loaded.set(id, loadThroughCache(join(dirname(file), id)));
    return loaded.get(id);
  };
  return Object.assign(ask, require);
}
