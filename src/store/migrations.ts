// Brings a database to the schema of this version, one transaction a step. Knows the versions, not the tables.

import type Database from 'better-sqlite3';
import { FIRST_SCHEMA, WITH_CHECKS, WITH_MANNERS } from './schema.ts';

/** Whose database it is, and of which age. */
export type Schema = 'current' | 'older' | 'newer' | 'empty' | 'reference' | 'foreign';

/** By which SQLite's header tells that a database is ours. */
export const APPLICATION_ID = 0x57_44_4f_47; // "WDOG"
const MIGRATIONS: readonly string[] = [FIRST_SCHEMA, WITH_CHECKS, WITH_MANNERS];

/** Tells whose database this is without changing it. */
export function schemaOf(database: Database.Database): Schema {
  const version = numberOf(database, 'user_version');
  if (numberOf(database, 'application_id') !== APPLICATION_ID) return strangerIn(database, version);
  if (version === MIGRATIONS.length) return 'current';
  return version > MIGRATIONS.length ? 'newer' : 'older';
}

/** Runs the migrations that are still to run; does nothing to a current one. */
export function migrate(database: Database.Database): void {
  while (numberOf(database, 'user_version') < MIGRATIONS.length) {
    database.transaction(() => migrateOnce(database)).immediate();
  }
}

function migrateOnce(database: Database.Database): void {
  const version = numberOf(database, 'user_version'); // again: another process may have been faster
  const sql = MIGRATIONS[version];
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
