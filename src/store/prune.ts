// Forgets what is older than the retention, a little at a time, so that no tick waits long for it. What was recorded first is
// forgotten first, whatever the clock said then; the clock only tells where to cut.

import type { Connection } from './connection.ts';
import { setPrunedAtMs } from './meta.ts';

const CHUNK_ROWS = 500;

// What was recorded before the first row that is still to be kept is old. Times to come are of a clock that was wrong.
const OLD_ROWS: readonly string[] = [
  oldOf('ticks', 'at', ''),
  oldOf('recoveries', 'ended_at', 'AND ended_at IS NOT NULL'),
  // The last one stays: by its number it is known what was told.
  oldOf('events', 'at', 'AND id < (SELECT max(id) FROM events)'),
  oldOf('alerts', 'at', "AND id NOT IN (SELECT alert_id FROM deliveries WHERE status = 'pending')"),
  oldOf('incidents', 'closed_at', 'AND closed_at IS NOT NULL'),
  oldOf('requests', 'made_at', "AND status NOT IN ('pending', 'taken')"),
];
const OLD_SPANS = `DELETE FROM spans WHERE (key, from_tick) IN
  (SELECT key, from_tick FROM spans WHERE until_tick < (SELECT min(id) FROM ticks) LIMIT ${CHUNK_ROWS})`;
// A clock that has leapt ahead would make all of the past old: it is believed once ticks have gone by it for as long.
const WITNESS = 'SELECT 1 FROM ticks WHERE at BETWEEN ? AND ? LIMIT 1';

/**
 * Removes at most a chunk of each kind of row, and says whether there is more; if not, it is remembered that all is done.
 * Nothing is removed until a tick is at least half as old as what may go.
 */
export function prune(connection: Connection, olderThanMs: number, atMs: number): boolean {
  const { statement, write } = connection;
  return write(() => {
    const halfAsOldMs = Math.round((olderThanMs + atMs) / 2);
    const isSure = statement(WITNESS).get(olderThanMs, halfAsOldMs) !== undefined;
    const isMore = isSure && removeOld(connection, olderThanMs, atMs);
    if (!isMore) setPrunedAtMs(connection, atMs);
    return isMore;
  });
}

function removeOld({ statement }: Connection, olderThanMs: number, atMs: number): boolean {
  const removed = OLD_ROWS.map((sql) => statement(sql).run(olderThanMs, atMs).changes);
  removed.push(statement(OLD_SPANS).run().changes);
  return removed.includes(CHUNK_ROWS);
}

function oldOf(table: string, time: string, condition: string): string {
  const kept = `SELECT min(id) FROM ${table} WHERE ${time} BETWEEN ? AND ?`;
  return `DELETE FROM ${table} WHERE id IN
    (SELECT id FROM ${table} WHERE id < ifnull((${kept}), ${Number.MAX_SAFE_INTEGER}) ${condition}
      ORDER BY id LIMIT ${CHUNK_ROWS})`;
}
