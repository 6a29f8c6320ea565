// What is on record of one service at an instant of the past. Reads only; knows not what the recorded words mean.

import type { PastRecovery } from '../../core/history/recorded.ts';
import type { Reason } from '../../core/recovery.ts';
import type { Verdict } from '../../core/verdict.ts';
import type { Connection } from '../connection.ts';
import type { Event } from '../store.ts';
import { pastRecoveries } from './past-recoveries.ts';

/** How a service was at an instant: as the last tick before it has found it. */
export interface PastSight {
  readonly tickAtMs: number;
  readonly verdict: Verdict;
  readonly reason: Reason | undefined;
  readonly pid: number | undefined;
  /** Of the span, its first tick. */
  readonly sinceMs: number;
  /** And its last one; absent while it lasts. */
  readonly untilMs: number | undefined;
  /** The last before that instant. */
  readonly recovery: PastRecovery | undefined;
  /** The last ones before that instant, the oldest first. */
  readonly events: readonly Event[];
}

interface Tick {
  readonly id: number;
  readonly at: number;
}

interface Span {
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly pid: number | null;
  readonly since: number | null;
  readonly until: number | null;
}

const SPAN = `
WITH all_spans AS (
  SELECT key, from_tick, until_tick, verdict, reason, pid FROM spans WHERE key = @key
  UNION ALL
  SELECT key, span_from_tick, NULL, span_verdict, span_reason, span_pid FROM services
    WHERE key = @key AND span_from_tick IS NOT NULL
)
SELECT verdict, reason, pid, (SELECT min(at) FROM ticks WHERE id >= from_tick) AS since,
  (SELECT at FROM ticks WHERE id = until_tick) AS until
FROM all_spans WHERE from_tick <= @tick AND ifnull(until_tick, @tick) >= @tick`;

/** Undefined where no tick has looked at that service by then, or nothing is kept of it. */
export function pastAt(connection: Connection, key: string, atMs: number): PastSight | undefined {
  const tick = connection
    .statement<Tick>('SELECT id, at FROM ticks WHERE at <= ? ORDER BY at DESC LIMIT 1')
    .get(atMs);
  const span = tick && connection.statement<Span>(SPAN).get({ key, tick: tick.id });
  if (tick === undefined || span === undefined) return undefined;
  return {
    tickAtMs: tick.at,
    verdict: span.verdict,
    reason: span.reason ?? undefined,
    pid: span.pid ?? undefined,
    sinceMs: span.since ?? tick.at,
    untilMs: span.until ?? undefined,
    recovery: pastRecoveries(connection, { key, sinceMs: 0, untilMs: atMs, most: 1 })[0],
    events: lastEvents(connection, key, atMs),
  };
}

const MOST_EVENTS = 5;

function lastEvents({ statement }: Connection, key: string, atMs: number): readonly Event[] {
  const sql = `SELECT at AS atMs, key, kind, message FROM events WHERE ifnull(key, @key) = @key AND at <= @atMs
    ORDER BY id DESC LIMIT ${MOST_EVENTS}`;
  const rows = statement<Event & { readonly key: string | null }>(sql).all({ key, atMs });
  return rows.map((row) => ({ ...row, key: row.key ?? undefined })).reverse();
}

/** When the oldest tick was that is kept; absent where there is none. */
export function oldestTickMs({ statement }: Connection): number | undefined {
  return statement<{ at: number | null }>('SELECT min(at) AS at FROM ticks').get()?.at ?? undefined;
}
