// One open connection and the two ways to use it: a reading and a writing transaction. Knows nothing of what is stored.

import Database from 'better-sqlite3';
import { withBallast } from './ballast.ts';
import { expectPlainFile } from './plain-file.ts';
import { asStoreError } from './trouble.ts';

/** An open database; what SQLite throws through it comes out as a StoreError. */
export interface Connection {
  readonly path: string;
  /** A prepared statement; the same text gives the same one, prepared when first asked for. */
  statement<Row>(sql: string): Database.Statement<unknown[], Row>;
  /** All that `work` reads is of one instant. */
  read<T>(work: () => T): T;
  /** All that `work` writes is stored, or nothing; on a full disk it is done again once there is room for it. */
  write<T>(work: () => T): T;
  close(): void;
}

const BUSY_TIMEOUT_MS = 2000;
const SETTINGS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON';

/** Opens the file as it is, creating it when there is none; throws what SQLite throws. */
export function openFile(path: string, options: Database.Options = {}): Database.Database {
  expectPlainFile(path);
  return new Database(path, { timeout: BUSY_TIMEOUT_MS, ...options });
}

/** Makes commits durable and references true. Only for a database of ours: the journal mode stays with the file. */
export function configure(database: Database.Database): void {
  database.exec(SETTINGS);
}

/** Puts an open database behind the two ways; `onFailure` hears what SQLite said, before anybody else does. */
export function connect(
  database: Database.Database,
  path: string,
  onFailure: (error: unknown) => void = () => {},
): Connection {
  const statements = new Map<string, Database.Statement<unknown[]>>();
  // Made once: to make it takes longer than what most of them do.
  const transaction = database.transaction((work: () => unknown) => work());
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      onFailure(error);
      throw asStoreError(error, path);
    }
  };
  return {
    path,
    statement<Row>(sql: string) {
      const statement = statements.get(sql) ?? database.prepare<unknown[]>(sql);
      statements.set(sql, statement);
      return statement as Database.Statement<unknown[], Row>;
    },
    read: <T>(work: () => T) => attempt(() => transaction.deferred(work) as T),
    // A deferred transaction that read first is refused, not made to wait, when another one has written meanwhile.
    write: <T>(work: () => T) => attempt(() => withBallast(path, () => transaction.immediate(work) as T)),
    close: () => attempt(() => database.close()),
  };
}
