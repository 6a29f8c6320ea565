// Recoveries as they went, with their steps.

import type { PastRecovery } from '../../core/history/recorded.ts';
import type { Connection } from '../connection.ts';
import { stepsOf } from '../step-rows.ts';

interface Row {
  readonly id: number;
  readonly key: string;
  readonly purpose: PastRecovery['purpose'];
  readonly reason: PastRecovery['reason'];
  readonly verdict: PastRecovery['verdict'] | null;
  readonly detail: string;
  readonly begun_at: number;
  readonly ended_at: number | null;
  readonly recovered_at: number | null;
  readonly outcome: PastRecovery['outcome'] | null;
  readonly black_box: string | null;
}

/** Whose recoveries, since when, and how many at most. */
export interface RecoveryQuery {
  readonly key: string | undefined;
  readonly sinceMs: number;
  /** Begun by then; where it is absent, by this very moment. */
  readonly untilMs?: number;
  readonly most: number | undefined;
}

/** SQLite's word for as many as there are. */
const ALL = -1;
const SELECT = `SELECT id, key, purpose, reason, verdict, detail, begun_at, ended_at, recovered_at, outcome, black_box
  FROM recoveries WHERE (? IS NULL OR key = ?) AND begun_at BETWEEN ? AND ? ORDER BY id DESC LIMIT ?`;

/** The last recoveries that were begun since, oldest first. */
export function pastRecoveries(
  connection: Connection,
  { key, sinceMs, untilMs = Number.MAX_SAFE_INTEGER, most = ALL }: RecoveryQuery,
): readonly PastRecovery[] {
  return connection
    .statement<Row>(SELECT)
    .all(key, key, sinceMs, untilMs, most)
    .reverse()
    .map((row) => recoveryOf(connection, row));
}

function recoveryOf(connection: Connection, row: Row): PastRecovery {
  const { id, key, purpose, reason, detail } = row;
  return {
    id,
    key,
    purpose,
    reason,
    verdict: row.verdict ?? undefined,
    detail,
    begunAtMs: row.begun_at,
    endedAtMs: row.ended_at ?? undefined,
    recoveredAtMs: row.recovered_at ?? undefined,
    outcome: row.outcome ?? undefined,
    steps: stepsOf(connection, id),
    blackBox: row.black_box ?? undefined,
  };
}
