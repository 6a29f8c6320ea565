// Opens the record for reading, where there is one.

import type { Config } from '../config/config.ts';
import type { StoreError } from '../errors.ts';
import { openReader, type Reader } from '../store/reader.ts';

/** The record for reading; undefined where there is none, or none that can be read. */
export function readerOf(config: Pick<Config, 'dbPath'>): Reader | undefined {
  return readRecord(config).reader;
}

/** What of the record is at hand. */
export interface OpenRecord {
  /** To be closed; absent where nothing is on record, or nothing of it can be read. */
  readonly reader: Reader | undefined;
  /** Why it cannot be used, though perhaps be read. */
  readonly problem: StoreError | undefined;
}

/** The record for reading, or why what there is cannot be read; neither before the first check. */
export function readRecord({ dbPath }: Pick<Config, 'dbPath'>): OpenRecord {
  const opened = openReader(dbPath);
  if (opened.kind === 'ready') return { reader: opened.reader, problem: undefined };
  return { reader: undefined, problem: opened.trouble === 'missing' ? undefined : opened.error };
}
