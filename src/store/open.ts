// Opens the database for who holds the guard: creates it, brings it up to date, replaces a damaged one; or says why it
// cannot be used. Knows nothing of what is read and written afterwards.

import type Database from 'better-sqlite3';
import type { StoreError } from '../errors.ts';
import { withOwnUmask } from '../own-file.ts';
import { type Connection, configure, connect, openFile } from './connection.ts';
import { createStore } from './create-store.ts';
import { addEvent } from './event-rows.ts';
import { expectGuarded, type Guard } from './guard.ts';
import { originalOf, settle } from './home.ts';
import { setObserveOnlyTicks } from './meta.ts';
import { migrate, schemaOf } from './migrations.ts';
import { troubleWith } from './ownership.ts';
import { openReader, type Reader } from './reader.ts';
import { createRequestBox, putBackTaken } from './request-rows.ts';
import { type AsideReason, setAside } from './set-aside.ts';
import type { RequestBox, Store } from './store.ts';
import { clearSuspicion, isSound, isSuspect, suspectAfter } from './suspicion.ts';
import { storeError, type Trouble, troubleOf } from './trouble.ts';

/** A database that was moved to let a fresh one take its place. */
export interface Aside {
  readonly reason: AsideReason;
  /** Where it lies now. */
  readonly movedTo: string;
}

/** What opening came to. When unusable: observe only, report, and exit 4. */
export type Opened =
  | {
      readonly kind: 'ready';
      readonly store: Store;
      readonly requests: RequestBox;
      /** For what few invocations need of it. */
      readonly connection: Connection;
      /** The former database, when it had to be replaced just now. */
      readonly aside: Aside | undefined;
    }
  | {
      readonly kind: 'unusable';
      readonly trouble: Trouble;
      readonly error: StoreError;
      /** What can still be read, to judge by; close it. */
      readonly reader: Reader | undefined;
    };

const OBSERVE_ONLY_TICKS = 3;

/** Opens the guarded database. */
export function openStore(guard: Guard): Opened {
  const { databasePath: path } = guard;
  try {
    return withOwnUmask(() => openOrReplace(guard));
  } catch (error) {
    const trouble = troubleOf(error, path);
    if (trouble === undefined) throw error;
    return unusable(path, trouble, error);
  }
}

function openOrReplace(guard: Guard): Opened {
  const opened = openExisting(guard);
  // SQLite takes a read that the disk refused for damage; that is only believed when it is met again.
  const again = opened === 'corrupt' ? openExisting(guard) : opened;
  return typeof again === 'string' ? replace(guard, again) : again;
}

function replace(guard: Guard, reason: AsideReason): Opened {
  const { databasePath: path } = guard;
  const aside: Aside = { reason, movedTo: setAside(path, reason) };
  clearSuspicion(path);
  return closingAfterFailure(openFile(path), (fresh) => ready(guard, fresh, aside));
}

/** The file as it lies there, a new one included; or why a fresh one must take its place. */
function openExisting(guard: Guard): Opened | AsideReason {
  const { databasePath: path } = guard;
  try {
    return closingAfterFailure(openFile(path), (database) => {
      const fault = faultOf(database, path);
      if (fault === undefined) return ready(guard, database, undefined);
      database.close();
      return typeof fault === 'string' ? fault : unusable(path, fault.trouble, fault.cause);
    });
  } catch (error) {
    const trouble = troubleWith(path, error);
    if (trouble === 'foreign') return unusable(path, trouble, error);
    if (trouble === 'corrupt') return trouble;
    throw error;
  }
}

/** Why it cannot be used as it is, or a fresh one must take its place. */
function faultOf(
  database: Database.Database,
  path: string,
): AsideReason | { readonly trouble: Trouble; readonly cause?: string } | undefined {
  const schema = schemaOf(database);
  if (schema === 'newer' || schema === 'foreign') return { trouble: schema };
  if (schema === 'reference') return schema;
  const original = schema === 'empty' ? undefined : originalOf(database, path);
  if (original !== undefined) return { trouble: 'copied', cause: original };
  return isSuspect(path) && !isSound(database) ? 'corrupt' : undefined;
}

function ready(guard: Guard, database: Database.Database, aside: Aside | undefined): Opened {
  const { databasePath: path } = guard;
  clearSuspicion(path);
  configure(database);
  migrate(database);
  const connection = connect(database, path, (error) => suspectAfter(error, path));
  settle(connection);
  putBackTaken(connection);
  if (aside !== undefined) remember(connection, aside);
  const store = createStore(connection, () => expectGuarded(guard));
  return { kind: 'ready', store, requests: createRequestBox(connection), connection, aside };
}

/** After a loss nothing is known of what runs: look at it for some ticks before acting on it. */
function remember(connection: Connection, { reason, movedTo }: Aside): void {
  const message =
    reason === 'corrupt'
      ? `the database was damaged; it was moved to ${movedTo}, and ${OBSERVE_ONLY_TICKS} ticks will only observe`
      : `the Python reference's database was moved to ${movedTo}`;
  connection.write(() => {
    addEvent(connection, { atMs: Date.now(), key: undefined, kind: 'database_replaced', message });
    if (reason === 'corrupt') setObserveOnlyTicks(connection, OBSERVE_ONLY_TICKS);
  });
}

function unusable(path: string, trouble: Trouble, cause?: unknown): Opened {
  const opened = openReader(path);
  const reader = opened.kind === 'ready' ? opened.reader : undefined;
  return { kind: 'unusable', trouble, error: storeError(trouble, path, cause), reader };
}

function closingAfterFailure<T>(database: Database.Database, work: (database: Database.Database) => T): T {
  try {
    return work(database);
  } catch (error) {
    database.close();
    throw error;
  }
}
