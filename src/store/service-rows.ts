// One row for every service ever seen: what is remembered of it from tick to tick, and the span that lasts.

import type { ServiceState } from '../core/service-state.ts';
import type { Connection } from './connection.ts';
import { rowOf, type ServiceRow, STATE_COLUMNS, stateOf } from './service-columns.ts';
import type { SpanMark } from './store.ts';

/** A span that has not ended. */
export interface OpenSpan extends SpanMark {
  readonly fromTick: number;
}

/** All that is stored of the services. */
export interface LoadedServices {
  readonly states: Map<string, ServiceState>;
  readonly spans: Map<string, OpenSpan>;
  /** What could not be read, by key; the state of such a service goes without that part. */
  readonly damage: Map<string, string>;
}

const NAMES = STATE_COLUMNS.join(', ');
const SPAN = STATE_COLUMNS.length;
// A moment is nearly always of the instance's boot: what is told once is neither written nor parsed again.
const SHORTENED = NAMES.replace(/\b(healthy_since|instance_since)_boot_id\b/g, 'nullif($&, boot_id)');
// JSON: to carry each value over to JavaScript by itself takes twice as long. A text for some rows at a time, whose pieces are
// garbage before the next one comes.
const ROWS_AT_ONCE = 256;
const SELECT = `SELECT json_group_array(json_array(${SHORTENED}, span_from_tick, span_verdict, span_pid, span_reason)) AS json, max(number) AS last
  FROM (SELECT * FROM services WHERE number > ? ORDER BY number LIMIT ${ROWS_AT_ONCE})`;
const UPSERT = `INSERT INTO services (${NAMES}) VALUES (${STATE_COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT (key) DO UPDATE SET ${STATE_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** Reads all services. */
export function loadServices({ statement }: Connection): LoadedServices {
  const loaded: LoadedServices = { states: new Map(), spans: new Map(), damage: new Map() };
  const some = statement<{ json: string; last: number | null }>(SELECT);
  let last: number | null = 0;
  while (last !== null) {
    const found = some.get(last);
    take(loaded, JSON.parse(found?.json ?? '[]'));
    last = found?.last ?? null;
  }
  return loaded;
}

function take({ states, spans, damage }: LoadedServices, rows: readonly ServiceRow[]): void {
  const damaged = (key: string, problem: string) => damage.set(key, problem);
  for (const row of rows) {
    const key = row[0] as string;
    states.set(key, stateOf(row, damaged));
    if (row[SPAN] !== null) spans.set(key, spanOf(row));
  }
}

/** Writes the state of one service. */
export function saveState({ statement }: Connection, key: string, state: ServiceState): void {
  statement(UPSERT).run(...rowOf(key, state));
}

/** Makes sure that there is a row to refer to; a new one says that nothing is known. */
export function ensureService({ statement }: Connection, key: string): void {
  statement('INSERT INTO services (key) VALUES (?) ON CONFLICT DO NOTHING').run(key);
}

function spanOf(row: ServiceRow): OpenSpan {
  return {
    fromTick: row[SPAN] as number,
    verdict: row[SPAN + 1] as SpanMark['verdict'],
    pid: (row[SPAN + 2] ?? undefined) as number | undefined,
    reason: (row[SPAN + 3] ?? undefined) as SpanMark['reason'],
  };
}
