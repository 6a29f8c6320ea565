// Reading without the lease: for `status`, for a dry run, and for a tick that can only observe. Creates no file of its own
// and keeps nobody waiting.

import { resolve } from 'node:path';
import type Database from 'better-sqlite3';
import type { BlackBoxMark, StepFailure } from '../core/recovery.ts';
import type { StoreError } from '../errors.ts';
import { type Connection, connect, openFile } from './connection.ts';
import { lastFailures } from './last-failures.ts';
import { type Schema, schemaOf } from './migrations.ts';
import { type OnRecord, onRecord } from './on-record.ts';
import { troubleWith } from './ownership.ts';
import { realDatabasePath } from './paths.ts';
import { lastBlackBoxes } from './recovery-rows.ts';
import { loadServices } from './service-rows.ts';
import { openSnapshot } from './snapshot.ts';
import type { SpanMark, Store } from './store.ts';
import { usualTickSeconds } from './tick-rows.ts';
import { storeError, type Trouble } from './trouble.ts';

/** What can be read without the lease; as old as the opening, so keep it short. */
export interface Reader extends OnRecord, Pick<Store, 'loadStates'> {
  /** The last verdict on every service that was checked at the last tick. */
  lastMarks(): ReadonlyMap<string, SpanMark>;
  /** The last black box of each service. */
  lastBlackBoxes(): ReadonlyMap<string, BlackBoxMark>;
  /** Between two ticks, as a rule; undefined while there were only few. */
  usualTickSeconds(): number | undefined;
  /** The step at which the last recovery of each service ended, where that failed. */
  lastFailures(): ReadonlyMap<string, StepFailure>;
}

/** What was opened for reading, or why there is nothing. */
export type OpenedFor<Ready> =
  | ({ readonly kind: 'ready' } & Ready)
  | { readonly kind: 'unusable'; readonly trouble: Trouble; readonly error: StoreError };

/** A reader, or why there is none. */
export type OpenedReader = OpenedFor<{ readonly reader: Reader }>;

/** Opens the database at `path` for reading. */
export function openReader(path: string): OpenedReader {
  const opened = openForReading(path);
  return opened.kind === 'ready' ? { kind: 'ready', reader: createReader(opened.connection) } : opened;
}

/** A connection to the database at `path` that can only read. */
export function openForReading(path: string): OpenedFor<{ readonly connection: Connection }> {
  const real = realDatabasePath(resolve(path));
  let database: Database.Database | undefined;
  try {
    database = openSnapshot(real) ?? openFile(real, { readonly: true, fileMustExist: true });
    const trouble = READABLE[schemaOf(database)];
    if (trouble === undefined) return { kind: 'ready', connection: connect(database, real) };
    database.close();
    return refuse(trouble, real);
  } catch (error) {
    database?.close();
    const trouble = troubleWith(real, error);
    if (trouble === undefined) throw error;
    return refuse(trouble === 'read_only' ? 'cannot_open' : trouble, real, error);
  }
}

const READABLE: Record<Schema, Trouble | undefined> = {
  current: undefined,
  older: 'older',
  newer: 'newer',
  empty: 'missing',
  reference: 'missing',
  foreign: 'foreign',
};

function refuse(trouble: Trouble, path: string, cause?: unknown): OpenedFor<never> {
  return { kind: 'unusable', trouble, error: storeError(trouble, path, cause) };
}

function createReader(connection: Connection): Reader {
  const { read } = connection;
  return {
    ...onRecord(connection),
    loadStates: () => read(() => loadServices(connection).states),
    usualTickSeconds: () => read(() => usualTickSeconds(connection)),
    lastBlackBoxes: () => read(() => lastBlackBoxes(connection)),
    lastFailures: () => read(() => lastFailures(connection)),
    lastMarks: () => read(() => loadServices(connection).spans),
  };
}
