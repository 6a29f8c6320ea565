// Where the database and what belongs to it lie. All of them carry the database's own name, so that two databases in one
// folder do not share a guard.

import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The one path of a database, however it is reached: two names for one file must not give two guards. */
export function realDatabasePath(path: string): string {
  return realpathOf(path) ?? join(realpathOf(dirname(path)) ?? dirname(path), basename(path));
}

/** The file whose lock is the truth about who holds the lease; never to be opened with `fs`. */
export function guardPath(databasePath: string): string {
  return `${databasePath}-guard`;
}

/** Who holds the lease, for people. */
export function holderPath(databasePath: string): string {
  return `${databasePath}-holder`;
}

/** Room kept against a full disk. */
export function ballastPath(databasePath: string): string {
  return `${databasePath}-ballast`;
}

/** There while the database is suspected of being damaged. */
export function suspectPath(databasePath: string): string {
  return `${databasePath}-suspect`;
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
