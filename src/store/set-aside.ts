// Moves a database that cannot be used out of the way, with all that belongs to it, and never deletes one.
// Only for who holds the guard: two at once would move each other's fresh database.

import { existsSync, renameSync } from 'node:fs';

/** Why a database was moved: damaged, or the Python reference's. */
export type AsideReason = 'corrupt' | 'reference';

// The database comes last: were it gone first and we killed, a new one would take up the old one's journal.
const SUFFIXES = ['-wal', '-shm', '-journal', ''];

/** Moves the files and returns where the database lies now: the old name, the time and the reason. */
export function setAside(path: string, reason: AsideReason): string {
  const stamp = new Date().toISOString().replace(/[-:.]/g, '');
  const target = `${path}.${stamp}.${reason}`;
  for (const suffix of SUFFIXES) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  }
  return target;
}
