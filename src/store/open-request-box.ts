// The letter box for processes that do not hold the lease: they drop a request in and watch what becomes of it.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { configure, connect, openFile } from './connection.ts';
import { schemaOf } from './migrations.ts';
import { troubleWith } from './ownership.ts';
import { realDatabasePath } from './paths.ts';
import { createRequestBox } from './request-rows.ts';
import type { RequestBox } from './store.ts';
import { asStoreError, storeError } from './trouble.ts';

/** A letter box with a connection of its own. */
export interface OpenRequestBox extends RequestBox {
  close(): void;
}

/** Opens the letter box of a database that exists; throws a StoreError when it cannot be used. */
export function openRequestBox(path: string): OpenRequestBox {
  const real = realDatabasePath(resolve(path));
  if (!existsSync(real)) throw storeError('missing', real);
  let database: Database.Database | undefined;
  try {
    database = openFile(real, { fileMustExist: true });
    const schema = schemaOf(database);
    if (schema !== 'current')
      throw storeError(schema === 'newer' || schema === 'foreign' ? schema : 'older', real);
    configure(database);
    const connection = connect(database, real);
    return { ...createRequestBox(connection), close: connection.close };
  } catch (error) {
    database?.close();
    if (troubleWith(real, error) === 'foreign') throw storeError('foreign', real, error);
    throw asStoreError(error, real);
  }
}
