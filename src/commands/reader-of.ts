// Opens the record for reading, where there is one.

import type { Config } from '../config/config.ts';
import type { StoreError } from '../errors.ts';
import { openReader, type Reader } from '../store/reader.ts';

/** The record for reading; undefined where there is none, or none that can be read. */
export function readerOf(config: Pick<Config, 'dbPath'>): Reader | undefined {
  return readRecord(config).reader;
}

/** The record for reading, or why what there is cannot be read; neither before the first check. */
export function readRecord({ dbPath }: Pick<Config, 'dbPath'>): {
  readonly reader: Reader | undefined;
  readonly problem: StoreError | undefined;
} {
  const opened = openReader(dbPath);
  if (opened.kind === 'ready') return { reader: opened.reader, problem: undefined };
  return { reader: undefined, problem: opened.trouble === 'missing' ? undefined : opened.error };
}
