// How large or how new files are, or how many there are. What is not there has no size and no age: that is 0.

import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { matchesGlob } from '../core/glob.ts';

/** The bytes of a file, or when it was last written, in seconds since 1970. Rejects where that cannot be seen. */
export async function measureFile(path: string, measure: 'size' | 'mtime'): Promise<number> {
  const found = await statIfThere(path);
  if (found === undefined) return 0;
  return measure === 'size' ? found.size : found.mtimeMs / 1000;
}

/** How many files have such a path, or when the newest of them was last written. Rejects where that cannot be seen. */
export async function measureGlob(pattern: string, measure: 'newest' | 'count'): Promise<number> {
  const paths = await matching(pattern);
  if (measure === 'count') return paths.length;
  const times = await Promise.all(paths.map((path) => measureFile(path, 'mtime')));
  return times.reduce((newest, time) => Math.max(newest, time), 0);
}

/** Folder by folder: only those are read in which a name is left open. */
async function matching(pattern: string): Promise<readonly string[]> {
  const names = pattern.split('/').filter(Boolean);
  const open = names.findIndex((name) => /[*?]/.test(name));
  let paths: readonly string[] = ['/'];
  for (const [index, name] of names.entries()) {
    // Nobody can tell how many files there are in a folder that is not there: it may be yet to be mounted.
    if (index === open) await readdir(paths[0] ?? '/');
    const found = paths.map((path) => (/[*?]/.test(name) ? childrenLike(path, name) : [join(path, name)]));
    paths = (await Promise.all(found)).flat();
  }
  const there = await Promise.all(paths.map(async (path) => (await statIfThere(path)) !== undefined));
  return paths.filter((_, index) => there[index]);
}

/** As in a shell: a name that begins with a dot is only meant by one that does. */
async function childrenLike(folder: string, pattern: string): Promise<readonly string[]> {
  const names = await orNone(readdir(folder), []);
  return names
    .filter((name) => matchesGlob(pattern, name) && (pattern.startsWith('.') || !name.startsWith('.')))
    .map((name) => join(folder, name));
}

function statIfThere(path: string): Promise<Stats | undefined> {
  return orNone(stat(path), undefined);
}

async function orNone<T, U>(look: Promise<T>, none: U): Promise<T | U> {
  try {
    return await look;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return none;
    throw error;
  }
}
