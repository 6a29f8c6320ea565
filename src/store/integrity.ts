// Whether a database is whole, by SQLite's own examination. Repairs nothing.

import { resolve } from 'node:path';
import { openFile } from './connection.ts';
import { realDatabasePath } from './paths.ts';
import { openSnapshot } from './snapshot.ts';

/** What SQLite finds wrong first with the database at `path`; undefined where it finds nothing. Throws what SQLite throws where it cannot be read. */
export function damageIn(path: string): string | undefined {
  const real = realDatabasePath(resolve(path));
  const database = openSnapshot(real) ?? openFile(real, { readonly: true, fileMustExist: true });
  try {
    const [found] = database.pragma('quick_check(1)') as [{ quick_check: string }];
    return found.quick_check === 'ok' ? undefined : found.quick_check;
  } finally {
    database.close();
  }
}
