// Where the package of SQLite is installed. Looks where npm puts it first: to have Node look takes ten times as long, at
// every tick.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** An installed package. */
export interface Installed {
  /** Absolute: its folder. */
  readonly folder: string;
  readonly version: string;
}

/** Beside us, or within us, depending on who else wants it. */
const USUAL = ['../node_modules/better-sqlite3', '../../better-sqlite3'];

/** The package that a file in `from` gets, and its version; throws what reading it, or not finding it, throws. */
export function findSqlite(from: string): Installed {
  for (const place of USUAL) {
    const found = readPackage(join(from, place));
    if (found !== undefined) return found;
  }
  const folder = dirname(createRequire(join(from, 'x')).resolve('better-sqlite3/package.json'));
  return { folder, version: versionIn(folder) };
}

function readPackage(folder: string): Installed | undefined {
  try {
    return { folder, version: versionIn(folder) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function versionIn(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
