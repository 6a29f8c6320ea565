// The outbox: incidents, alerts, and which channel is still to tell which. Events are what it is filled from; up to which one
// that was done is stored together with what came of it, so that nothing is told twice, and nothing is lost.

import type { Happening } from '../core/alerts/follow.ts';
import type { Alert, Incident } from '../core/alerts/incident.ts';
import type { Connection } from './connection.ts';
import { type IncidentRow, incidentOf, saveIncident } from './incident-rows.ts';

/** What has happened since the outbox was last filled, and what it belongs to. */
export interface Unread {
  readonly happenings: readonly Happening[];
  /** The number of the last event. */
  readonly upTo: number;
  /** Whether that is on record. */
  readonly isFiled: boolean;
  /** Those that are open, or were closed a moment ago. */
  readonly incidents: readonly Incident[];
  readonly nextIncidentId: number;
}

/** An alert with the document that is sent, and the channels that are to send it. */
export interface Letter {
  readonly alert: Alert;
  readonly document: string;
  readonly channels: readonly string[];
  /** No message of its own: it goes along with the next one. */
  readonly isUntold: boolean;
}

/** The outbox of an open database. */
export interface Outbox {
  /** Incidents that were closed before `closedSinceMs` are left out. */
  unread(nowMs: number, closedSinceMs: number): Unread;
  /** One transaction: what came of all events up to a number. */
  file(upTo: number, incidents: readonly Incident[], letters: readonly Letter[]): void;
  /** Since when services have been unknown, by key. */
  unknownSince(): ReadonlyMap<string, number>;
}

/** What is older is history: nobody is to be alarmed by it after a long absence, or where alerts are new. */
const OLDEST_MS = 86_400_000;
const OLDEST_AT_FIRST_MS = 600_000;

/** The outbox of a database. */
export function openOutbox(connection: Connection): Outbox {
  const { read, write } = connection;
  return {
    unread: (...times) => read(() => unread(connection, ...times)),
    file: (upTo, incidents, letters) =>
      write(() => {
        for (const incident of incidents) saveIncident(connection, incident);
        for (const letter of letters) addLetter(connection, letter);
        connection
          .statement(`INSERT INTO meta (name, value) VALUES ('alerts_told', ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
          .run(upTo);
      }),
    unknownSince: () => read(() => unknownSince(connection)),
  };
}

function unread({ statement }: Connection, nowMs: number, closedSinceMs: number): Unread {
  const number = (sql: string) => statement<{ value: number | null }>(sql).get()?.value ?? undefined;
  const last = number('SELECT max(id) AS value FROM events') ?? 0;
  const filed = number("SELECT value FROM meta WHERE name = 'alerts_told'");
  // Numbers begin anew once all events were removed.
  const after = filed === undefined || filed > last ? 0 : filed;
  const sinceMs = nowMs - (filed === undefined ? OLDEST_AT_FIRST_MS : OLDEST_MS);
  const happenings = statement<Happening>(
    'SELECT at AS atMs, key, kind, message FROM events WHERE id > ? ORDER BY id',
  ).all(after);
  const incidents = statement<IncidentRow>(
    'SELECT * FROM incidents WHERE closed_at IS NULL OR closed_at > ? ORDER BY id',
  ).all(closedSinceMs);
  return {
    happenings: happenings
      .filter(({ atMs }) => atMs > sinceMs)
      .map(({ atMs, key, kind, message }) => ({ atMs, key: key ?? undefined, kind, message })),
    isFiled: filed === last,
    upTo: last,
    incidents: incidents.map(incidentOf),
    nextIncidentId: (number("SELECT seq AS value FROM sqlite_sequence WHERE name = 'incidents'") ?? 0) + 1,
  };
}

function addLetter({ statement }: Connection, { alert, document, channels, isUntold }: Letter): void {
  const { lastInsertRowid } = statement(
    'INSERT INTO alerts (incident_id, key, level, at, document) VALUES (?, ?, ?, ?, ?)',
  ).run(alert.incidentId, alert.key, alert.level, alert.atMs, document);
  const table = isUntold ? 'untold' : 'deliveries';
  const add = statement(`INSERT INTO ${table} (alert_id, channel) VALUES (?, ?)`);
  for (const channel of channels) add.run(lastInsertRowid, channel);
}

function unknownSince({ statement }: Connection): ReadonlyMap<string, number> {
  const rows = statement<{ key: string; atMs: number }>(
    `SELECT key, ticks.at AS atMs FROM services JOIN ticks ON ticks.id = span_from_tick
      WHERE span_verdict = 'unknown'`,
  ).all();
  return new Map(rows.map(({ key, atMs }) => [key, atMs]));
}
