// What was done to a service before a promise to it was found broken, for whoever looks for the reason: by the tables, and by the
// nemesis. A run is not the same again by its seed, since processes are as fast as they like.

import { type Row, readRows } from '../../support/scene-record.ts';
import type { Act } from '../nemesis/ledger.ts';

const LATEST = 20;

/** The latest that is known of the service which a finding names, oldest first, one line each; nothing where it names none. */
export function storyOf(found: string, path: string, acts: readonly Act[]): readonly string[] {
  const key = /\btoy-\d+\b/.exec(found)?.[0];
  if (key === undefined) return [];
  const told = rowsOf(path, key).map(({ at, what }) => ({ atMs: Number(at), what: String(what) }));
  const done = acts.filter((act) => act.key === key);
  return [...told, ...done]
    .sort((a, b) => a.atMs - b.atMs)
    .slice(-LATEST)
    .map(({ atMs, what }) => `${new Date(atMs).toISOString()} ${what}`);
}

/** None while the tables cannot be read, as while the disk is full. */
function rowsOf(path: string, key: string): readonly Row[] {
  try {
    return readRows(path, storySql(key));
  } catch {
    return [];
  }
}

/** Whatever has a time. */
function storySql(key: string): string {
  const steps = `FROM steps JOIN recoveries ON recoveries.id = recovery_id WHERE key = '${key}'`;
  return [
    `SELECT steps.begun_at AS at, 'recovery ' || recovery_id || ' begins ' || action || ifnull(', ' || cookie, '') AS what
      ${steps} AND steps.begun_at IS NOT NULL`,
    `SELECT steps.ended_at, 'recovery ' || recovery_id || ' ends ' || action || ': ' || steps.outcome || ifnull(': ' || message, '')
      ${steps} AND steps.ended_at IS NOT NULL`,
    `SELECT at, kind || ': ' || message FROM events WHERE key = '${key}'`,
    `SELECT made_at, 'request ' || id || ' ' || kind || ' is ' || status FROM requests WHERE key = '${key}'`,
  ].join(' UNION ALL ');
}
