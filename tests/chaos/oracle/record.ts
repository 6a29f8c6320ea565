// What the tables say at one instant. Reads them by its own queries, of one snapshot, through a connection that can change
// nothing.

import Database from 'better-sqlite3';

/** The latest rows, oldest first, and how many there are of every history. */
export interface Tables {
  readonly histories: readonly History[];
  readonly ticks: readonly { readonly id: number; readonly boot_ms: number }[];
  readonly steps: readonly Step[];
  readonly recoveries: readonly Recovery[];
  readonly spans: readonly Span[];
  /** Services that are recovered by more than one at once, and by how many. */
  readonly contested: readonly { readonly key: string; readonly recoveries: number }[];
  readonly requests: readonly Request[];
  /** Told of instances that were replaced, and may be ended without a recovery. */
  readonly superseded: readonly { readonly key: string; readonly message: string }[];
}

/** How many rows a table has; nothing is ever forgotten during a run, so that ids have no gaps. */
export interface History {
  readonly table: string;
  readonly rows: number;
  readonly last: number;
}

/** A step of a recovery. */
export interface Step {
  readonly key: string;
  readonly recovery_id: number;
  readonly action: string;
  readonly cookie: string | null;
  readonly begun_at: number | null;
}

/** A recovery of our own; `boot_ms` is when it was decided, and `tick_id` by which tick. */
export interface Recovery {
  readonly id: number;
  readonly key: string;
  readonly verdict: string | null;
  readonly reason: string;
  readonly tick_id: number;
  readonly boot_ms: number;
}

/** The ticks in which a service had one verdict; one that lasts has no last tick. */
export interface Span {
  readonly key: string;
  readonly verdict: string;
  readonly from_tick: number;
  readonly until_tick: number | null;
}

/** What somebody asked for. */
export interface Request {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly status: string;
}

const HISTORIES = ['ticks', 'recoveries', 'events', 'requests'];
/** Of every table; more than can be new since the last look. */
export const LATEST = 400;

/** What the tables say; undefined while they cannot be read, as while the disk is full. */
export function readTables(path: string): Tables | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    return database.transaction(readAll)(database);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  } finally {
    database?.close();
  }
}

function readAll(database: Database.Database): Tables {
  const all = <T>(sql: string): T[] => database.prepare(sql).all() as T[];
  return {
    histories: HISTORIES.flatMap((table) =>
      all<History>(
        `SELECT '${table}' AS "table", count(*) AS rows, ifnull(max(id), 0) AS last FROM ${table}`,
      ),
    ),
    ticks: all(latest('SELECT id, boot_ms FROM ticks')),
    steps: all(`SELECT key, recovery_id, action, cookie, steps.begun_at
      FROM steps JOIN recoveries ON recoveries.id = recovery_id
      WHERE recovery_id > (SELECT max(id) FROM recoveries) - ${LATEST} ORDER BY recovery_id, ordinal`),
    recoveries: all(
      latest(`SELECT recoveries.id, key, verdict, recoveries.reason, tick_id, boot_ms
      FROM recoveries JOIN ticks ON ticks.id = tick_id WHERE purpose = 'recover'`),
    ),
    spans: all(`SELECT key, verdict, from_tick, until_tick FROM spans
      WHERE until_tick > (SELECT max(id) FROM ticks) - ${LATEST} UNION ALL
      SELECT key, span_verdict, span_from_tick, NULL FROM services WHERE span_from_tick IS NOT NULL`),
    contested: all(
      'SELECT key, count(*) AS recoveries FROM recoveries WHERE ended_at IS NULL GROUP BY key HAVING count(*) > 1',
    ),
    requests: all(latest('SELECT id, key, kind, status FROM requests')),
    superseded: all(latest("SELECT id, key, message FROM events WHERE kind = 'superseded'")),
  };
}

function latest(sql: string): string {
  return `SELECT * FROM (${sql} ORDER BY 1 DESC LIMIT ${LATEST}) ORDER BY 1`;
}
