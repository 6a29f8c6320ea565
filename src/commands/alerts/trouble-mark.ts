// What is remembered of a trouble of our own, for which there may be no record: a small file beside the log.

import { closeSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeOwnFolder, openOwnFile } from '../../own-file.ts';

/** Since when a trouble lasts, and when each channel was last told of it. */
export interface Mark {
  readonly sinceMs: number;
  readonly toldAtMs: ReadonlyMap<string, number>;
}

/** The mark in a file; undefined where there is none that can be read. */
export function loadMark(path: string): Mark | undefined {
  try {
    return parseMark(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The mark of a text; undefined where it is none. */
export function parseMark(text: string): Mark | undefined {
  try {
    const { sinceMs, toldAtMs } = Object(JSON.parse(text));
    if (typeof sinceMs !== 'number') return undefined;
    const told = Object.entries<unknown>(Object(toldAtMs));
    const times = told.flatMap(([name, atMs]) => (typeof atMs === 'number' ? [[name, atMs] as const] : []));
    return { sinceMs, toldAtMs: new Map(times) };
  } catch {
    return undefined;
  }
}

/** Leaves a mark; answers whether that could be done. */
export function saveMark(path: string, { sinceMs, toldAtMs }: Mark): boolean {
  try {
    makeOwnFolder(dirname(path));
    const descriptor = openOwnFile(path, 'replace');
    try {
      writeSync(descriptor, JSON.stringify({ sinceMs, toldAtMs: Object.fromEntries(toldAtMs) }));
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch {
    return false;
  }
}
