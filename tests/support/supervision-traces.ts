// What supervision left in the record, told in few words.

import { eventually } from './eventually.ts';
import type { StoreRig } from './store-rig.ts';

/** One step of a recovery, as it is on record. */
export interface StepRow {
  readonly action: string;
  readonly outcome: string | null;
  readonly message: string | null;
  readonly begun_at: number | null;
  readonly ended_at: number | null;
}

/** What is on record. */
export interface Traces {
  /** How many rows each table has. */
  counts(): Readonly<Record<string, number>>;
  passes(): number;
  /** Waits until so many passes are on record. */
  passesUntil(count: number): Promise<unknown>;
  /** The events in their order, such as `web down` and `host clock_step`. */
  told(): readonly string[];
  /** The purpose and the outcome of each recovery, such as `recover started`, the oldest first. */
  outcomes(): readonly string[];
  /** The steps of the only recovery, in their order. */
  steps(): readonly StepRow[];
}

const TABLES = ['ticks', 'spans', 'events', 'recoveries', 'steps', 'requests', 'services'];

/** The traces in one database. */
export function tracesIn(record: StoreRig): Traces {
  const lines = (sql: string) => record.rows(sql).map((row) => Object.values(row as object).join(' '));
  const count = (table: string) => Number(lines(`SELECT count(*) AS count FROM ${table}`)[0]);
  const passes = () => count('ticks');
  return {
    counts: () => Object.fromEntries(TABLES.map((table) => [table, count(table)])),
    passes,
    passesUntil: (enough) => eventually(`${enough} passes`, () => passes() >= enough),
    told: () => lines("SELECT coalesce(key, 'host'), kind FROM events ORDER BY id"),
    outcomes: () => lines('SELECT purpose, outcome FROM recoveries ORDER BY id'),
    steps: () =>
      record.rows(
        'SELECT action, outcome, message, begun_at, ended_at FROM steps ORDER BY ordinal',
      ) as StepRow[],
  };
}
