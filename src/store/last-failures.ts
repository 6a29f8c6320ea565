// What the last recovery of each service failed at, for whoever wants to know why it does not come up.

import type { StepFailure } from '../core/recovery.ts';
import type { Connection } from './connection.ts';

interface Row {
  readonly key: string;
  readonly action: string;
  readonly outcome: StepFailure['result']['outcome'];
  readonly message: string | null;
  readonly output_tail: string | null;
  readonly ended_at: number;
}

const SELECT = `SELECT key, action, steps.outcome, message, output_tail, steps.ended_at
  FROM recoveries JOIN steps ON recovery_id = recoveries.id
  WHERE recoveries.id IN (SELECT max(id) FROM recoveries WHERE ended_at IS NOT NULL GROUP BY key)
    AND recoveries.outcome = 'failed' AND steps.outcome IN ('failed', 'timed_out', 'unkillable')
  ORDER BY ordinal`;

/** The step at which the last recovery of each service ended, where that failed. */
export function lastFailures({ statement }: Connection): ReadonlyMap<string, StepFailure> {
  // Of several the last one stays: it is the one that ended the recovery.
  return new Map(
    statement<Row>(SELECT)
      .all()
      .map((row) => [row.key, failureOf(row)]),
  );
}

function failureOf({ action, outcome, message, output_tail, ended_at }: Row): StepFailure {
  const result = { outcome, message: message ?? '', outputTail: output_tail ?? undefined };
  return { action, result, endedAtMs: ended_at };
}
