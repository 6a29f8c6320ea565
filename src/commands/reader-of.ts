// Opens the record for reading, where there is one.

import type { Config } from '../config/config.ts';
import { openReader, type Reader } from '../store/reader.ts';

/** The record for reading; undefined where there is none, or none that can be read. */
export function readerOf({ dbPath }: Pick<Config, 'dbPath'>): Reader | undefined {
  const opened = openReader(dbPath);
  return opened.kind === 'ready' ? opened.reader : undefined;
}
