// One row for every tick: when it was, on all clocks, and how many services it checked.

import type { Moment } from '../core/moment.ts';
import type { Connection } from './connection.ts';

interface Row {
  readonly at: number;
  readonly boot_ms: number;
  readonly monotonic_ms: number;
  readonly boot_id: string;
}

/** Adds a tick and returns its id. */
export function addTick({ statement }: Connection, at: Moment, serviceCount: number): number {
  const sql = 'INSERT INTO ticks (at, boot_ms, monotonic_ms, boot_id, services) VALUES (?, ?, ?, ?, ?)';
  const { lastInsertRowid } = statement(sql).run(
    at.wallMs,
    at.bootMs,
    at.monotonicMs,
    at.bootId,
    serviceCount,
  );
  return Number(lastInsertRowid);
}

/** When the last tick was; absent before the first. */
export function lastTickAt({ statement }: Connection): Moment | undefined {
  const sql = 'SELECT at, boot_ms, monotonic_ms, boot_id FROM ticks ORDER BY id DESC LIMIT 1';
  const row = statement<Row>(sql).get();
  return row && { wallMs: row.at, bootMs: row.boot_ms, monotonicMs: row.monotonic_ms, bootId: row.boot_id };
}
