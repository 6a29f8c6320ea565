// Events as they were told.

import type { PastEvent } from '../../core/history/recorded.ts';
import type { Connection } from '../connection.ts';

interface Row extends Omit<PastEvent, 'key'> {
  readonly key: string | null;
}

/** Which events. */
export interface EventQuery {
  /** Of these services; of all, the host and ourselves too, where it is absent. */
  readonly keys: readonly string[] | undefined;
  readonly sinceMs: number;
  /** Only those that were told after this one. */
  readonly afterId: number;
  /** The last ones, at most so many. */
  readonly most: number;
}

const SELECT = `SELECT id, at AS atMs, key, kind, message FROM events
  WHERE id > ? AND at >= ? AND (? IS NULL OR key IN (SELECT value FROM json_each(?)))
  ORDER BY id DESC LIMIT ?`;

/** The last events that a query asks for, in the order in which they were told. */
export function pastEvents(
  { statement }: Connection,
  { keys, sinceMs, afterId, most }: EventQuery,
): readonly PastEvent[] {
  const names = keys === undefined ? null : JSON.stringify(keys);
  return statement<Row>(SELECT)
    .all(afterId, sinceMs, names, names, most)
    .reverse()
    .map((row) => ({ ...row, key: row.key ?? undefined }));
}
