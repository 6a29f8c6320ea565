// One row for every tick: when it was, on all clocks, and how many services it checked.

import type { Moment } from '../core/moment.ts';
import type { Connection } from './connection.ts';
import type { TickCommit } from './store.ts';

interface Row {
  readonly at: number;
  readonly boot_ms: number;
  readonly monotonic_ms: number;
  readonly boot_id: string;
}

/** Adds a tick and returns its id. */
export function addTick({ statement }: Connection, { at, marks, tookMs, lateBeats }: TickCommit): number {
  const { wallMs, bootMs, monotonicMs, bootId } = at;
  const sql =
    'INSERT INTO ticks (at, boot_ms, monotonic_ms, boot_id, services, took_ms, late_beats) VALUES (?, ?, ?, ?, ?, ?, ?)';
  const late = lateBeats && JSON.stringify(lateBeats);
  const values = [wallMs, bootMs, monotonicMs, bootId, marks.size, tookMs, late];
  const { lastInsertRowid } = statement(sql).run(...values);
  return Number(lastInsertRowid);
}

/** How long the last tick has taken; absent where that is not on record. */
export function lastTickTookMs({ statement }: Connection): number | undefined {
  const sql = 'SELECT took_ms FROM ticks ORDER BY id DESC LIMIT 1';
  return statement<{ took_ms: number | null }>(sql).get()?.took_ms ?? undefined;
}

/** When the last tick was; absent before the first. */
export function lastTickAt({ statement }: Connection): Moment | undefined {
  const sql = 'SELECT at, boot_ms, monotonic_ms, boot_id FROM ticks ORDER BY id DESC LIMIT 1';
  const row = statement<Row>(sql).get();
  return row && { wallMs: row.at, bootMs: row.boot_ms, monotonicMs: row.monotonic_ms, bootId: row.boot_id };
}

const TICKS_LOOKED_AT = 30;
const LEAST_TICKS = 5;

/** Seconds between two of the last ticks, as a rule: the median; undefined while there were only few. */
export function usualTickSeconds({ statement }: Connection): number | undefined {
  const rows = statement<Pick<Row, 'at'>>('SELECT at FROM ticks ORDER BY id DESC LIMIT ?').all(
    TICKS_LOOKED_AT,
  );
  const gaps = rows.slice(1).map(({ at }, index) => Math.abs((rows[index]?.at ?? at) - at));
  if (gaps.length < LEAST_TICKS) return undefined;
  return (gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0) / 1000;
}
