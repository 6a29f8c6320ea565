// The database of a scene, read by a connection that can change nothing.

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

/** One row of a query. */
export type Row = Readonly<Record<string, unknown>>;

/** What a query finds; empty where there is no database yet. */
export function readRows(path: string, sql: string): readonly Row[] {
  if (!existsSync(path)) return [];
  const database = new Database(path, { readonly: true });
  try {
    // It is there a moment before its tables are.
    const isMade = database.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined;
    return isMade ? (database.prepare(sql).all() as Row[]) : [];
  } finally {
    database.close();
  }
}
