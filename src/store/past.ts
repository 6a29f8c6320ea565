// What is on record of one service at an instant of the past. Reads only; knows not what the recorded words mean.

import type { Reason, RecoveryOutcome, StepOutcome } from '../core/recovery.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Connection } from './connection.ts';
import { type OpenedFor, openForReading } from './reader.ts';
import type { Event } from './store.ts';

/** A recovery of the past, with what its steps came to. */
export interface PastRecovery {
  readonly reason: Reason;
  readonly detail: string;
  readonly begunAtMs: number;
  readonly endedAtMs: number | undefined;
  readonly outcome: RecoveryOutcome | undefined;
  readonly steps: readonly { readonly action: string; readonly outcome: StepOutcome | undefined }[];
}

/** How a service was at an instant: as the last tick before it has found it. */
export interface Past {
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

/** Reads the past of services. */
export interface PastReader {
  /** Undefined where no tick has looked at that service by then, or nothing is kept of it. */
  at(key: string, atMs: number): Past | undefined;
  /** When the oldest tick was that is kept; absent where there is none. */
  oldestMs(): number | undefined;
  close(): void;
}

/** Opens the database at `path` to look back. */
export function openPast(path: string): OpenedFor<{ readonly past: PastReader }> {
  const opened = openForReading(path);
  if (opened.kind !== 'ready') return opened;
  const { connection } = opened;
  const past: PastReader = {
    at: (key, atMs) => connection.read(() => pastAt(connection, key, atMs)),
    oldestMs: () => connection.read(() => oldestMs(connection)),
    close: connection.close,
  };
  return { kind: 'ready', past };
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

function pastAt(connection: Connection, key: string, atMs: number): Past | undefined {
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
    recovery: lastRecovery(connection, key, atMs),
    events: lastEvents(connection, key, atMs),
  };
}

interface RecoveryRow {
  readonly id: number;
  readonly reason: Reason;
  readonly detail: string;
  readonly begun_at: number;
  readonly ended_at: number | null;
  readonly outcome: RecoveryOutcome | null;
}

function lastRecovery({ statement }: Connection, key: string, atMs: number): PastRecovery | undefined {
  const sql = `SELECT id, reason, detail, begun_at, ended_at, outcome FROM recoveries
    WHERE key = ? AND begun_at <= ? ORDER BY id DESC LIMIT 1`;
  const row = statement<RecoveryRow>(sql).get(key, atMs);
  if (row === undefined) return undefined;
  const steps = statement<{ action: string; outcome: StepOutcome | null }>(
    'SELECT action, outcome FROM steps WHERE recovery_id = ? ORDER BY ordinal',
  ).all(row.id);
  return {
    reason: row.reason,
    detail: row.detail,
    begunAtMs: row.begun_at,
    endedAtMs: row.ended_at ?? undefined,
    outcome: row.outcome ?? undefined,
    steps: steps.map(({ action, outcome }) => ({ action, outcome: outcome ?? undefined })),
  };
}

const MOST_EVENTS = 5;

function lastEvents({ statement }: Connection, key: string, atMs: number): readonly Event[] {
  const sql = `SELECT at AS atMs, key, kind, message FROM events WHERE ifnull(key, @key) = @key AND at <= @atMs
    ORDER BY id DESC LIMIT ${MOST_EVENTS}`;
  const rows = statement<Event & { readonly key: string | null }>(sql).all({ key, atMs });
  return rows.map((row) => ({ ...row, key: row.key ?? undefined })).reverse();
}

function oldestMs({ statement }: Connection): number | undefined {
  return statement<{ at: number | null }>('SELECT min(at) AS at FROM ticks').get()?.at ?? undefined;
}
