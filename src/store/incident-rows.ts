// One row for every incident that people are, or were, told of.

import type { Incident } from '../core/alerts/incident.ts';
import type { Connection } from './connection.ts';

/** A row as it is stored. */
export interface IncidentRow {
  readonly id: number;
  readonly topic: Incident['topic'];
  readonly key: string | null;
  readonly level: Incident['level'];
  readonly detail: string;
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly told: number;
  readonly dependents: string;
}

/** The incident of a row. */
export function incidentOf(row: IncidentRow): Incident {
  const { id, topic, level, detail } = row;
  return {
    id,
    topic,
    key: row.key ?? undefined,
    level,
    detail,
    openedAtMs: row.opened_at,
    closedAtMs: row.closed_at ?? undefined,
    isTold: row.told === 1,
    dependents: readNames(row.dependents),
  };
}

/** Writes an incident, new or known. */
export function saveIncident({ statement }: Connection, incident: Incident): void {
  const { id, topic, key, level, detail, openedAtMs, closedAtMs, isTold, dependents } = incident;
  const values = [
    topic,
    key,
    level,
    detail,
    openedAtMs,
    closedAtMs,
    isTold ? 1 : 0,
    JSON.stringify(dependents),
  ];
  statement(`INSERT OR REPLACE INTO incidents
    (id, topic, key, level, detail, opened_at, closed_at, told, dependents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
    id,
    ...values,
  );
}

/** A list of names as it is stored; the column can be edited by hand. */
export function readNames(json: string): readonly string[] {
  try {
    const found: unknown = JSON.parse(json);
    return Array.isArray(found) ? found.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
