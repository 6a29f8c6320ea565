// Which channel is still to tell which alert, what was told when, and what could not be.

import type { Parcel } from '../core/alerts/dispatch.ts';
import type { Connection } from './connection.ts';

/** An alert that a channel has yet to tell. */
export interface Pending extends Parcel {
  readonly channel: string;
  readonly attempts: number;
  /** Not to be tried before. */
  readonly dueAtMs: number;
  readonly document: string;
}

/** Something that a channel has told. */
export interface Sent {
  readonly channel: string;
  readonly message: string;
  readonly key: string | undefined;
  readonly incidentId: number | undefined;
  readonly atMs: number;
}

/** What came of one message: it told these alerts, or could not. */
export type Delivered = {
  readonly channel: string;
  readonly alertIds: readonly number[];
} & (
  | {
      readonly kind: 'sent';
      readonly message: string;
      readonly atMs: number;
      /** Those that went along. */
      readonly untoldIds: readonly number[];
    }
  /** Without a time it is given up. */
  | { readonly kind: 'failed'; readonly problem: string; readonly dueAtMs: number | undefined }
);

/** All that is to be told, oldest first. */
export function pendingDeliveries({ read, statement }: Connection): readonly Pending[] {
  const sql = `SELECT alerts.id, channel, attempts, due_at AS dueAtMs, key, level, at AS atMs,
      incident_id AS incidentId, document
    FROM deliveries JOIN alerts ON alerts.id = alert_id WHERE status = 'pending' ORDER BY alert_id`;
  const rows = read(() => statement<Pending>(sql).all());
  return rows.map((row) => ({ ...row, key: row.key ?? undefined, incidentId: row.incidentId ?? undefined }));
}

/** Something of which a channel has a line to say in its next message. */
export interface Untold {
  readonly id: number;
  readonly channel: string;
  readonly document: string;
}

/** All that is to go along with the next message, oldest first. */
export function untoldAlerts({ read, statement }: Connection): readonly Untold[] {
  const sql = `SELECT alerts.id, channel, document FROM untold JOIN alerts ON alerts.id = alert_id
    ORDER BY alert_id`;
  return read(() => statement<Untold>(sql).all());
}

/** All that was told since. */
export function sentSince({ read, statement }: Connection, sinceMs: number): readonly Sent[] {
  const sql = `SELECT channel, message, key, incident_id AS incidentId, sent_at AS atMs
    FROM deliveries JOIN alerts ON alerts.id = alert_id WHERE sent_at > ? ORDER BY sent_at, alert_id`;
  const rows = read(() => statement<Sent>(sql).all(sinceMs));
  return rows.map((row) => ({ ...row, key: row.key ?? undefined, incidentId: row.incidentId ?? undefined }));
}

/** Remembers what came of a message. */
export function settleDelivery({ write, statement }: Connection, delivered: Delivered): void {
  const { channel, alertIds } = delivered;
  const ids = JSON.stringify(alertIds);
  const these = "channel = ? AND status = 'pending' AND alert_id IN (SELECT value FROM json_each(?))";
  write(() => {
    if (delivered.kind === 'sent') {
      statement(`UPDATE deliveries SET status = 'sent', attempts = attempts + 1, sent_at = ?, message = ?
        WHERE ${these}`).run(delivered.atMs, delivered.message, channel, ids);
      const untold = JSON.stringify(delivered.untoldIds);
      statement('DELETE FROM untold WHERE channel = ? AND alert_id IN (SELECT value FROM json_each(?))').run(
        channel,
        untold,
      );
    } else
      statement(`UPDATE deliveries SET status = ?, attempts = attempts + 1, due_at = ?, problem = ?
        WHERE ${these}`).run(
        delivered.dueAtMs === undefined ? 'failed' : 'pending',
        delivered.dueAtMs ?? 0,
        delivered.problem,
        channel,
        ids,
      );
  });
}
