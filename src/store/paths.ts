// Where the database and what belongs to it lie. All of them carry the database's own name, so that two databases in one
// folder do not share a guard.

import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** More than any system follows: who goes beyond is in a circle. */
const MOST_LINKS = 100;

/**
 * The one path of a database, however it is reached: two names for one file must not give two guards. Of a link to where
 * no file is yet, it is the path of the file that will be made.
 */
export function realDatabasePath(path: string, linksLeft = MOST_LINKS): string {
  const real = realpathOf(path);
  if (real !== undefined) return real;
  const place = join(realpathOf(dirname(path)) ?? dirname(path), basename(path));
  const target = linksLeft > 0 ? targetOf(place) : undefined;
  return target === undefined ? place : realDatabasePath(resolve(dirname(place), target), linksLeft - 1);
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

/** As long as the number of checks that found the lease held. */
export function leaseMetPath(databasePath: string): string {
  return `${databasePath}-met`;
}

/** There while the database is suspected of being damaged. */
export function suspectPath(databasePath: string): string {
  return `${databasePath}-suspect`;
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
