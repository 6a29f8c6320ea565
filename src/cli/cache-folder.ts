// Where we keep what spares us time from one invocation to the next: never where somebody else could write what we would
// believe or execute. Knows not what is kept; whatever is missing or not safely ours is simply not there.

import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

// What other versions and other installations have left is of no use to anybody after this.
const KEPT_FOR_MS = 30 * 86_400_000;

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
      const { uid, mode, mtimeMs } = fstatSync(fd);
      const isOwn = uid === process.geteuid?.() && (mode & 0o022) === 0;
      return isOwn && Date.now() - mtimeMs < goodForMs ? readFileSync(fd) : undefined;
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}

/** Writes a file that only we can write, and removes what was forgotten beside it. */
export function keepOwn(path: string, content: () => Buffer | string): void {
  try {
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, content(), { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
    removeForgotten(folder);
  } catch {
    // Not kept, no harm.
  }
}

function removeForgotten(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile() && Date.now() - statSync(path).mtimeMs > KEPT_FOR_MS) rmSync(path, { force: true });
  }
}
