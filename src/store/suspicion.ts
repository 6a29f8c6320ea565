// A suspicion that the database is damaged outlives the invocation that met the damage, so that testing the whole file,
// which takes long, is left to the next one and to nobody without cause.

import { closeSync, existsSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { openOwnFile } from '../own-file.ts';
import { suspectPath } from './paths.ts';
import { troubleOf } from './trouble.ts';

/** Leaves the mark when an error of SQLite speaks of damage. */
export function suspectAfter(error: unknown, path: string): void {
  if (troubleOf(error, path) !== 'corrupt') return;
  try {
    closeSync(openOwnFile(suspectPath(path), 'replace'));
  } catch {
    // Where no mark can be left, no database can be replaced either.
  }
}

/** Whether the mark is there. */
export function isSuspect(path: string): boolean {
  return existsSync(suspectPath(path));
}

/** Takes the mark away. */
export function clearSuspicion(path: string): void {
  if (isSuspect(path)) rmSync(suspectPath(path), { force: true });
}

/** Tests the whole file; throws what SQLite throws where it cannot even be read. */
export function isSound(database: Database.Database): boolean {
  return database.pragma('quick_check(1)', { simple: true }) === 'ok';
}
