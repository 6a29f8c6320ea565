// Loads a file through the code cache as a tick does, in a process that is not root's: a root has its cache in /var/cache.

import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';

const NOBODY = 65_534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
const isRoot = process.getuid?.() === 0;

/** A folder for caches, and a file to be loaded. */
export interface CachedLoad {
  readonly file: string;
  /** A path in our own folder of caches, which need not be there. */
  own(...names: readonly string[]): string;
  /** Every file and folder in there. */
  kept(): readonly string[];
  /** Makes a path the loading user's. */
  giveAway(path: string): void;
  /** Loads the file; fails the test unless that gives what the file exports. */
  load(manner?: {
    readonly env?: NodeJS.ProcessEnv;
    readonly exitCode?: number;
    readonly verb?: string;
    readonly node?: string;
  }): void;
}

/** Makes both in a folder that everybody may enter. */
export function cachedLoadIn(folder: string): CachedLoad {
  const caches = join(folder, 'cache');
  const file = join(folder, 'answer.cjs');
  const own: CachedLoad['own'] = (...names) => join(caches, 'watchdog-supervisor', ...names);
  const giveAway = (path: string) => {
    if (isRoot) chownSync(path, NOBODY, NOBODY);
  };
  mkdirSync(caches, { recursive: true });
  giveAway(caches);
  const program = bundle('tests/support/programs/load-through-cache.ts', folder);
  writeFileSync(
    file,
    'module.exports = { answer: require("node:path").basename(__filename), at: __dirname };',
  );
  return {
    file,
    own,
    giveAway,
    kept: () => readdirSync(own(), { recursive: true, encoding: 'utf8' }),
    load: ({ env = { XDG_CACHE_HOME: caches }, exitCode = 0, verb = '', node = process.execPath } = {}) => {
      const [command = '', ...words] = [
        ...(isRoot ? AS_NOBODY : []),
        node,
        program,
        file,
        `${exitCode}`,
        verb,
      ];
      const { stdout, stderr } = spawnSync(command, words, {
        env: { PATH: process.env.PATH, ...env },
        encoding: 'utf8',
      });
      expect([stdout, stderr]).toEqual([JSON.stringify({ answer: 'answer.cjs', at: folder }), '']);
    },
  };
}
