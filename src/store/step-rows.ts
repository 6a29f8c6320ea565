// The steps of recorded recoveries: written down with the intent, marked as they begin and end.

import type { Issued } from '../core/orphans.ts';
import type { RecoveryPlan, StepOutcome, StepRecord, StepResult } from '../core/recovery.ts';
import type { Connection } from './connection.ts';
import { readManner } from './manners.ts';
import type { InterruptedScript, StepKey } from './store.ts';

interface Row {
  readonly ordinal: number;
  readonly action: string;
  readonly manner: string | null;
  readonly cookie: string | null;
  readonly begun_at: number | null;
  readonly ended_at: number | null;
  readonly outcome: StepOutcome | null;
  readonly message: string | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly output_tail: string | null;
}

/** Adds the steps of a new recovery, in order from 0, none of them begun. */
export function addSteps({ statement }: Connection, recoveryId: number, steps: RecoveryPlan['steps']): void {
  const add = statement('INSERT INTO steps (recovery_id, ordinal, action, manner) VALUES (?, ?, ?, ?)');
  for (const [ordinal, step] of steps.entries()) {
    if (typeof step === 'string') add.run(recoveryId, ordinal, step, null);
    else add.run(recoveryId, ordinal, step.action, JSON.stringify(step.manner));
  }
}

/** The steps of a recovery, in order. */
export function stepsOf({ statement }: Connection, recoveryId: number): StepRecord[] {
  return statement<Row>('SELECT * FROM steps WHERE recovery_id = ? ORDER BY ordinal')
    .all(recoveryId)
    .map(recordOf);
}

/** Marks a step as begun, with the mark of what it will start. */
export function beginStep(
  { statement }: Connection,
  { recoveryId, ordinal }: StepKey,
  { cookie, atMs }: { readonly cookie: string | undefined; readonly atMs: number },
): void {
  const sql = 'UPDATE steps SET begun_at = ?, cookie = ? WHERE recovery_id = ? AND ordinal = ?';
  statement(sql).run(atMs, cookie, recoveryId, ordinal);
}

/** Marks a step as ended, with what it came to. */
export function endStep(
  { statement }: Connection,
  { recoveryId, ordinal }: StepKey,
  { result, atMs }: { readonly result: StepResult; readonly atMs: number },
): void {
  const { outcome, message, exitCode, signal, outputTail } = result;
  statement(`UPDATE steps SET ended_at = ?, outcome = ?, message = ?, exit_code = ?, signal = ?, output_tail = ?
    WHERE recovery_id = ? AND ordinal = ?`).run(
    atMs,
    outcome,
    message,
    exitCode,
    signal,
    outputTail,
    recoveryId,
    ordinal,
  );
}

/** The cookies of all starts that are remembered, the oldest first; before them those of instances whose start is forgotten. */
export function issuedCookies({ statement }: Connection): Issued[] {
  const sql = `SELECT key, cookie FROM (
      SELECT key, cookie, recovery_id, ordinal FROM steps JOIN recoveries ON recoveries.id = recovery_id
        WHERE action = 'start' AND cookie IS NOT NULL
      UNION ALL SELECT key, cookie, 0, 0 FROM services WHERE cookie IS NOT NULL AND origin = 'started'
    ) GROUP BY key, cookie ORDER BY max(recovery_id), max(ordinal)`;
  return statement<Issued>(sql).all();
}

/** Scripts of a service that were begun and not ended. */
export function interruptedScripts({ statement }: Connection, key: string): InterruptedScript[] {
  const sql = `SELECT recovery_id AS recoveryId, ordinal, cookie AS mark, recoveries.ended_at IS NOT NULL AS closed
    FROM steps JOIN recoveries ON recoveries.id = recovery_id
    WHERE key = ? AND action <> 'start'
      AND cookie IS NOT NULL AND steps.begun_at IS NOT NULL AND steps.ended_at IS NULL`;
  return statement<StepKey & { readonly mark: string; readonly closed: number }>(sql)
    .all(key)
    .map(({ recoveryId, ordinal, mark, closed }) => ({
      step: { recoveryId, ordinal },
      mark,
      isClosed: closed === 1,
    }));
}

function recordOf(row: Row): StepRecord {
  return {
    ordinal: row.ordinal,
    action: row.action,
    manner: readManner(row.manner),
    cookie: row.cookie ?? undefined,
    begunAtMs: row.begun_at ?? undefined,
    endedAtMs: row.ended_at ?? undefined,
    result: row.outcome === null ? undefined : resultOf(row, row.outcome),
  };
}

function resultOf(row: Row, outcome: StepOutcome): StepResult {
  return {
    outcome,
    message: row.message ?? '',
    exitCode: row.exit_code ?? undefined,
    signal: row.signal ?? undefined,
    outputTail: row.output_tail ?? undefined,
  };
}
