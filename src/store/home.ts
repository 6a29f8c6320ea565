// Where a database has its home: by that a copy is told from one that was moved. Who is on record in a copy is somebody else's
// service. Knows nothing of what is said about it.

import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { home, setHome } from './meta.ts';

/** The database of which this one is a copy: the one that lies where this one was at home. */
export function originalOf(database: Database.Database, path: string): string | undefined {
  const former = home((sql) => database.prepare(sql));
  return former !== undefined && former !== path && isAnother(former, path) ? former : undefined;
}

/** Has the database be at home where it lies, the first time and after it was moved. */
export function settle(connection: Connection): void {
  const { path } = connection;
  if (home(connection.statement) !== path) connection.write(() => setHome(connection, path));
}

/** One file may have two names, as where a folder is mounted twice. */
function isAnother(former: string, path: string): boolean {
  try {
    const [there, here] = [statSync(former), statSync(path)];
    return there.dev !== here.dev || there.ino !== here.ino;
  } catch {
    return false;
  }
}
