// What runs of the program leave in the folder of its caches, where a root's runs all meet: each build and each config of a
// test gets files of its own there, which nobody would ever read again. Plain JavaScript, for benchmarks need it too.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const base =
  process.geteuid?.() === 0
    ? '/var/cache'
    : process.env.XDG_CACHE_HOME || join(process.env.HOME ?? '', '.cache');
const FOLDER = join(base, 'watchdog-supervisor');

/**
 * Notes what is there now; answers how to remove what has come since. What others have added meanwhile costs them time, and the
 * last good text of a config that breaks.
 */
export function noteCaches() {
  const before = new Set(names());
  return () => {
    for (const name of names().filter((found) => !before.has(found)))
      rmSync(join(FOLDER, name), { recursive: true, force: true });
  };
}

function names() {
  try {
    return readdirSync(FOLDER, { recursive: true });
  } catch {
    return [];
  }
}
