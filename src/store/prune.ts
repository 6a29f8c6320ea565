// Forgets what is older than the retention, a little at a time, so that no tick waits long for it.

import type { Connection } from './connection.ts';
import { setPrunedAtMs } from './meta.ts';

const CHUNK_ROWS = 500;

// The last tick stays whatever its age: the numbers go on from it. A span goes with the last of its ticks.
const OLD_ROWS: readonly string[] = [
  `DELETE FROM ticks WHERE id IN
    (SELECT id FROM ticks WHERE at < ? AND id < (SELECT max(id) FROM ticks) ORDER BY at LIMIT ${CHUNK_ROWS})`,
  `DELETE FROM recoveries WHERE id IN
    (SELECT id FROM recoveries WHERE ended_at < ? ORDER BY ended_at LIMIT ${CHUNK_ROWS})`,
  `DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < ? ORDER BY at LIMIT ${CHUNK_ROWS})`,
  `DELETE FROM requests WHERE id IN
    (SELECT id FROM requests WHERE made_at < ? AND status NOT IN ('pending', 'taken')
      ORDER BY made_at LIMIT ${CHUNK_ROWS})`,
];
const OLD_SPANS = `DELETE FROM spans WHERE (key, from_tick) IN
  (SELECT key, from_tick FROM spans WHERE until_tick < (SELECT min(id) FROM ticks) LIMIT ${CHUNK_ROWS})`;

/** Removes at most a chunk of each kind of row, and says whether there is more; if not, it is remembered that all is done. */
export function prune(connection: Connection, olderThanMs: number, atMs: number): boolean {
  const { statement, write } = connection;
  return write(() => {
    const removed = OLD_ROWS.map((sql) => statement(sql).run(olderThanMs).changes);
    removed.push(statement(OLD_SPANS).run().changes);
    const isMore = removed.includes(CHUNK_ROWS);
    if (!isMore) setPrunedAtMs(connection, atMs);
    return isMore;
  });
}
