// The last recovery of a service within some time, as far as people are told of it.

import type { Connection } from './connection.ts';

/** How a recovery went. */
export interface LastRecovery {
  readonly reason: string;
  readonly outcome: string | undefined;
  /** What it was ended by, and the last words of each of its steps that had any. */
  readonly steps: readonly { readonly action: string; readonly outcome: string | undefined }[];
  readonly outputTail: string | undefined;
  /** A path. */
  readonly blackBox: string | undefined;
}

interface Row {
  readonly id: number;
  readonly reason: string;
  readonly outcome: string | null;
  readonly black_box: string | null;
}

interface StepRow {
  readonly action: string;
  readonly outcome: string | null;
  readonly output_tail: string | null;
}

/** The last recovery of a service that began since some time, milliseconds since 1970. */
export function lastRecovery(connection: Connection, key: string, sinceMs: number): LastRecovery | undefined {
  return connection.read(() => {
    const sql = `SELECT id, reason, outcome, black_box FROM recoveries
      WHERE key = ? AND begun_at >= ? ORDER BY id DESC LIMIT 1`;
    const row = connection.statement<Row>(sql).get(key, sinceMs);
    return row && { ...told(row), ...stepsOf(connection, row.id) };
  });
}

function told({ reason, outcome, black_box: blackBox }: Row) {
  return { reason, outcome: outcome ?? undefined, blackBox: blackBox ?? undefined };
}

function stepsOf({ statement }: Connection, id: number): Pick<LastRecovery, 'steps' | 'outputTail'> {
  const sql = 'SELECT action, outcome, output_tail FROM steps WHERE recovery_id = ? ORDER BY ordinal';
  const rows = statement<StepRow>(sql).all(id);
  const tails = rows.flatMap(({ output_tail: tail }) => (tail === null || tail === '' ? [] : [tail]));
  const steps = rows.map(({ action, outcome }) => ({ action, outcome: outcome ?? undefined }));
  return { steps, outputTail: tails.at(-1) };
}
