// Brings a database to the schema of this version, in one transaction. Knows the versions, not the tables.

import type Database from 'better-sqlite3';
import { SCHEMAS } from './schema.ts';

/** Whose database it is, and of which age. */
export type Schema = 'current' | 'older' | 'newer' | 'empty' | 'reference' | 'foreign';

/** By which SQLite's header tells that a database is ours. */
export const APPLICATION_ID = 0x57_44_4f_47; // "WDOG"

/** Tells whose database this is without changing it. */
export function schemaOf(database: Database.Database): Schema {
  const version = numberOf(database, 'user_version');
  if (numberOf(database, 'application_id') !== APPLICATION_ID) return strangerIn(database, version);
  if (version === SCHEMAS.length) return 'current';
  return version > SCHEMAS.length ? 'newer' : 'older';
}

/** Runs the migrations that are still to run; does nothing to a current one. */
export function migrate(database: Database.Database): void {
  if (numberOf(database, 'user_version') >= SCHEMAS.length) return;
  // All in one: whoever reads meanwhile finds the former schema or this one, and none in between.
  const all = () => {
    while (numberOf(database, 'user_version') < SCHEMAS.length) migrateOnce(database);
  };
  database.transaction(all).immediate();
}

function migrateOnce(database: Database.Database): void {
  const version = numberOf(database, 'user_version'); // again: another process may have been faster
  const sql = SCHEMAS[version];
  if (sql === undefined) return;
  database.exec(`${sql}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version + 1}`);
}

/** The Python reference marks its database with nothing but the names of its two tables. */
function strangerIn(database: Database.Database, version: number): Schema {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.length === 0 && version === 0) return 'empty';
  return tables.includes('process_state') && tables.includes('check_history') ? 'reference' : 'foreign';
}

function numberOf(database: Database.Database, pragma: string): number {
  return Number(database.pragma(pragma, { simple: true }));
}
