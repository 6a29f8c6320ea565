// Reads what is counted for ever. What counts is in the schema.

import type { AlertTally, Tally } from '../core/metrics/facts.ts';
import type { Connection } from './connection.ts';

interface Row {
  readonly key: string;
  readonly name: 'restarts' | 'recovered' | 'recovery_ms' | 'failed';
  readonly label: string;
  readonly total: number;
}

/** What was counted of each service of which anything was. */
export function loadTallies({ statement }: Connection): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const row of statement<Row>('SELECT key, name, label, total FROM tallies').all()) {
    tallies.set(row.key, withRow(tallies.get(row.key) ?? NOTHING_COUNTED, row));
  }
  return tallies;
}

/** What became of alerts, by channel. */
export function loadAlertTally({ statement }: Connection): AlertTally {
  const sql = 'SELECT channel, outcome, total FROM delivery_tallies ORDER BY channel, outcome';
  const pending = "SELECT count(*) AS pending FROM deliveries WHERE status = 'pending'";
  return {
    outcomes: statement<AlertTally['outcomes'][number]>(sql).all(),
    pending: statement<{ pending: number }>(pending).get()?.pending ?? 0,
  };
}

const NOTHING_COUNTED: Tally = { restarts: {}, recovered: 0, recoveryMs: 0, failed: 0 };

function withRow(tally: Tally, { name, label, total }: Row): Tally {
  switch (name) {
    case 'restarts':
      return { ...tally, restarts: { ...tally.restarts, [label]: total } };
    case 'recovered':
      return { ...tally, recovered: total };
    case 'recovery_ms':
      return { ...tally, recoveryMs: total };
    case 'failed':
      return { ...tally, failed: total };
  }
}
