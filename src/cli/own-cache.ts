// The cache of this very build: small texts, each a file of its own. What another build has left is not found.

import { join } from 'node:path';
import type { Surroundings } from '../commands/surroundings.ts';
import { cacheFolder, keepOwn, readOwn } from './cache-folder.ts';

declare const WATCHDOG_BUILD: string; // put in by the build

const GOOD_FOR_MS = 7 * 86_400_000;

/** Opens the cache; `undefined` where there is no safe place for one. */
export function openCache(env: NodeJS.ProcessEnv, uid: number): Surroundings['cache'] {
  const folder = cacheFolder(env, uid);
  if (folder === undefined) return undefined;
  const pathOf = (name: string) => join(folder, `${WATCHDOG_BUILD}-${name}`);
  const read = (name: string, goodForMs: number) => readOwn(pathOf(name), goodForMs)?.toString('utf8');
  return {
    read: (name) => read(name, GOOD_FOR_MS),
    readOld: (name) => read(name, Number.POSITIVE_INFINITY),
    write: (name, text) => keepOwn(pathOf(name), () => text),
  };
}
