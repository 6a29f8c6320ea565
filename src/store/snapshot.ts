// A copy of a database whose log is empty, read into memory. A connection would create the journal's files beside it,
// and could not even be opened where we may not create any.

import { readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expectPlainFile } from './plain-file.ts';

const ATTEMPTS = 3;
const WRITE_VERSION = 18;
const READ_VERSION = 19;
const ROLLBACK_JOURNAL = 1;

/** Opens a copy of the file as it is now; undefined while part of it is in its log. */
export function openSnapshot(path: string): Database.Database | undefined {
  expectPlainFile(path);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = version(path);
    if (before === undefined) return undefined;
    const bytes = readFileSync(path);
    // The file changes only while there is something in its log: the same before and after means the same between.
    if (version(path) === before) return new Database(withoutLog(bytes), { readonly: true });
  }
  return undefined;
}

function version(path: string): string | undefined {
  if (sizeOf(`${path}-wal`) > 0 || sizeOf(`${path}-journal`) > 0) return undefined;
  const { ino, size, mtimeNs } = statSync(path, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** A database in memory cannot have a write-ahead log, and its header must not ask for one. */
function withoutLog(bytes: Buffer): Buffer {
  if (bytes.length > READ_VERSION) {
    bytes[WRITE_VERSION] = ROLLBACK_JOURNAL;
    bytes[READ_VERSION] = ROLLBACK_JOURNAL;
  }
  return bytes;
}
