// Whether there may be anything to tell: one look, which every tick can afford. What there is, outbox.ts knows.

import type { Connection } from './connection.ts';

const SQL = `SELECT
  ifnull((SELECT max(id) FROM events), 0) <> ifnull((SELECT value FROM meta WHERE name = 'alerts_told'), -1)
  OR EXISTS (SELECT 1 FROM incidents WHERE closed_at IS NULL)
  OR EXISTS (SELECT 1 FROM deliveries WHERE status = 'pending') AS news`;

/** Whether something has happened that was not told, or is yet to be told or to end. */
export function hasNews({ statement }: Connection): boolean {
  return statement<{ news: number }>(SQL).get()?.news === 1;
}
