// Recorded recoveries: the intent, which is committed before anything is done, and how it ended.

import type {
  BlackBoxMark,
  RecoveryHistory,
  RecoveryOutcome,
  RecoveryPlan,
  RecoveryRecord,
} from '../core/recovery.ts';
import type { Connection } from './connection.ts';
import { ensureService } from './service-rows.ts';
import { addSteps, stepsOf } from './step-rows.ts';

interface Row {
  readonly id: number;
  readonly key: string;
  readonly purpose: RecoveryRecord['purpose'];
  readonly reason: RecoveryRecord['reason'];
  readonly verdict: RecoveryRecord['verdict'] | null;
  readonly detail: string;
  readonly begun_at: number;
  readonly request_id: number | null;
  readonly outcome: RecoveryOutcome | null;
  readonly black_box: string | null;
}

const COLUMNS = 'id, key, purpose, reason, verdict, detail, begun_at, request_id, outcome, black_box';

/** When a recovery began, and which tick decided it; no tick when it was asked for. */
interface Beginning {
  readonly atMs: number;
  readonly tickId?: number;
}

/** Records an intent with its steps. */
export function addRecovery(
  connection: Connection,
  plan: RecoveryPlan,
  { atMs, tickId }: Beginning,
): RecoveryRecord {
  ensureService(connection, plan.key);
  const { lastInsertRowid } = connection
    .statement(`INSERT INTO recoveries (key, purpose, reason, verdict, detail, tick_id, begun_at, request_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(plan.key, plan.purpose, plan.reason, plan.verdict, plan.detail, tickId, atMs, plan.requestId);
  const id = Number(lastInsertRowid);
  addSteps(connection, id, plan.steps);
  return { ...plan, id, begunAtMs: atMs, stepRecords: stepsOf(connection, id) };
}

/** Recoveries that no invocation has ended, oldest first. */
export function unfinishedRecoveries(connection: Connection): RecoveryRecord[] {
  const sql = `SELECT ${COLUMNS} FROM recoveries WHERE ended_at IS NULL ORDER BY id`;
  return connection
    .statement<Row>(sql)
    .all()
    .map((row) => recordOf(connection, row));
}

/** The recovery that serves a request; undefined while none does. */
export function recoveryOf(connection: Connection, requestId: number): RecoveryHistory | undefined {
  const sql = `SELECT ${COLUMNS} FROM recoveries WHERE request_id = ?`;
  const row = connection.statement<Row>(sql).get(requestId);
  return row && { recovery: recordOf(connection, row), outcome: row.outcome ?? undefined };
}

const TELL_FAILURE = `INSERT INTO events (at, key, kind, message)
  SELECT ?, key, 'recovery_failed', purpose || ' failed' || ifnull((
    SELECT ': ' || action || ': ' || message FROM steps
      WHERE recovery_id = recoveries.id AND message IS NOT NULL ORDER BY ordinal DESC LIMIT 1), '')
  FROM recoveries WHERE id = ? AND purpose <> 'act'`;

/** Marks a recovery as ended, and tells when it has failed; one that a living instance has proved meanwhile stays recovered. */
export function endRecovery(
  connection: Connection,
  id: number,
  { outcome, atMs }: { readonly outcome: RecoveryOutcome; readonly atMs: number },
): void {
  const sql = 'UPDATE recoveries SET outcome = ?, ended_at = ? WHERE id = ? AND ended_at IS NULL';
  if (outcome === 'recovered') proveRecovery(connection, id, atMs);
  else if (connection.statement(sql).run(outcome, atMs, id).changes > 0 && outcome === 'failed')
    connection.statement(TELL_FAILURE).run(atMs, id);
}

/** Says where it is written down how the service was before it was ended. */
export function noteBlackBox({ statement }: Connection, id: number, path: string): void {
  statement('UPDATE recoveries SET black_box = ? WHERE id = ?').run(path, id);
}

/** The last black box of each service that has one. */
export function lastBlackBoxes({ statement }: Connection): ReadonlyMap<string, BlackBoxMark> {
  const sql = `SELECT key, black_box AS path, begun_at AS atMs FROM recoveries
    WHERE id IN (SELECT max(id) FROM recoveries WHERE black_box IS NOT NULL GROUP BY key)`;
  const rows = statement<BlackBoxMark & { readonly key: string }>(sql).all();
  return new Map(rows.map(({ key, path, atMs }) => [key, { path, atMs }]));
}

/** Marks a recovery as proved by its new instance. */
export function proveRecovery({ statement }: Connection, id: number, atMs: number): void {
  statement(`UPDATE recoveries SET outcome = 'recovered', recovered_at = ?, ended_at = ifnull(ended_at, ?)
    WHERE id = ? AND recovered_at IS NULL`).run(atMs, atMs, id);
}

function recordOf(connection: Connection, row: Row): RecoveryRecord {
  const { id, key, purpose, reason, detail } = row;
  const stepRecords = stepsOf(connection, id);
  const steps = stepRecords.map(({ action, manner }) => (manner === undefined ? action : { action, manner }));
  return {
    id,
    key,
    purpose,
    reason,
    verdict: row.verdict ?? undefined,
    detail,
    requestId: row.request_id ?? undefined,
    steps,
    begunAtMs: row.begun_at,
    stepRecords,
    ...(row.black_box !== null && { blackBox: row.black_box }),
  };
}
