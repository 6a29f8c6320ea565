// Opens the record for looking back, where there is one.

import type { Config } from '../../config/config.ts';
import { type History, openHistory } from '../../store/history/history.ts';

/** Works with the past that is on record; undefined before the first check. Throws StoreError where it cannot be read. */
export function withHistory<T>(
  { dbPath }: Pick<Config, 'dbPath'>,
  work: (history: History | undefined) => T,
): T {
  const opened = openHistory(dbPath);
  if (opened.kind === 'unusable') {
    if (opened.trouble !== 'missing') throw opened.error;
    return work(undefined);
  }
  try {
    return work(opened.history);
  } finally {
    opened.history.close();
  }
}
