// Where we keep what spares us time from one invocation to the next: never where somebody else could write what we would
// believe or execute. Knows not what is kept; whatever is missing or not safely ours is simply not there.

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

// What other versions and other installations have left is of no use to anybody after this.
const KEPT_FOR_MS = 30 * 86_400_000;
const SWEPT_EVERY_MS = 86_400_000;

/** Where caches may lie; `undefined` where there is no safe place. */
export function cacheFolder(env: NodeJS.ProcessEnv, uid: number): string | undefined {
  const base =
    uid === 0 ? '/var/cache' : (env.XDG_CACHE_HOME ?? (env.HOME ? join(env.HOME, '.cache') : undefined));
  return base?.startsWith('/') ? join(base, 'watchdog-supervisor') : undefined;
}

/** The content of a file that nobody else can have written, and that is not older than `goodForMs`. */
export function readOwn(path: string, goodForMs: number): Buffer | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const stat = fstatSync(fd);
      return isOwn(stat) && Date.now() - stat.mtimeMs < goodForMs ? readFileSync(fd) : undefined;
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

/** Makes the folder where it is missing; answers whether it is one in which nobody else can write. */
export function hasOwnFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stat = lstatSync(folder);
    return stat.isDirectory() && isOwn(stat);
  } catch {
    return false;
  }
}

/** Writes a file that only we can write, in a folder where that is so, and removes what was forgotten beside it. */
export function keepOwn(path: string, content: () => Buffer | string): void {
  try {
    const folder = dirname(path);
    if (!hasOwnFolder(folder)) return;
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, content(), { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
    removeForgotten(folder);
  } catch {
    // Not kept, no harm.
  }
}

/** Once a day: every build and every config has a file of its own there, and each has to be looked at. */
function removeForgotten(folder: string): void {
  const mark = join(folder, 'swept');
  const sweptMs = statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - sweptMs < SWEPT_EVERY_MS) return;
  writeFileSync(mark, `${new Date().toISOString()}\n`, { mode: 0o600 });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile() && Date.now() - statSync(path).mtimeMs > KEPT_FOR_MS) rmSync(path, { force: true });
  }
}

function isOwn({ uid, mode }: Stats): boolean {
  return uid === process.geteuid?.() && (mode & 0o022) === 0;
}
