// The record of a simulation: the product's own store on a real SQLite database in memory. A commit is a deed before which its
// invocation may die; or it fails, and SQLite takes back all of it.

import Database from 'better-sqlite3';
import { type Connection, configure, connect } from '../../../src/store/connection.ts';
import { createStore } from '../../../src/store/create-store.ts';
import { migrate } from '../../../src/store/migrations.ts';
import { createRequestBox, putBackTaken } from '../../../src/store/request-rows.ts';
import type { RequestBox, Store } from '../../../src/store/store.ts';
import { assertAlive, type Life } from './life.ts';

/** What one invocation opens. */
export interface Opened {
  readonly store: Store;
  readonly requests: RequestBox;
}

/** The database, whoever has it open. */
export interface Record {
  /** Opened by an invocation; throws StoreError when it cannot be written. */
  open(life: Life): Opened;
  /** As a command sees it that only asks. */
  readonly requests: RequestBox;
  /** What a query finds. */
  rows<Row>(sql: string, ...values: readonly unknown[]): Row[];
  /** Whether a transaction has yet to be committed. */
  isOpenEnded(): boolean;
  close(): void;
}

/** What may come between a transaction and its commit. */
export interface Mishaps {
  before(deed: string, life: Life): void;
  /** Whether the disk has no room at this moment. */
  isFull(): boolean;
}

/** A new database. */
export function createRecord(mishaps: Mishaps): Record {
  const database = new Database(':memory:');
  configure(database);
  migrate(database);
  const connection = connect(database, ':memory:');
  return {
    open: (life) => {
      const ours = mortal(connection, life, mishaps);
      putBackTaken(ours);
      return { store: createStore(ours), requests: createRequestBox(ours) };
    },
    requests: createRequestBox(connection),
    rows: <Row>(sql: string, ...values: readonly unknown[]) => connection.statement<Row>(sql).all(...values),
    isOpenEnded: () => database.inTransaction,
    close: connection.close,
  };
}

function mortal(connection: Connection, life: Life, { before, isFull }: Mishaps): Connection {
  return {
    ...connection,
    // Nobody else can write meanwhile, and a transaction that says so would take longer than what is read.
    read: (work) => {
      assertAlive(life);
      return work();
    },
    write: (work) => {
      before('commit', life);
      return connection.write(() => {
        const result = work();
        if (isFull()) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        return result;
      });
    },
    close: () => undefined,
  };
}
