// What each version of the schema adds to the one before. A later version adds to the list at the end, and leaves all else as it is.

import { FIRST_SCHEMA } from './first-schema.ts';
import { WITH_DELIVERY_TALLIES, WITH_TALLIES } from './tallies-schema.ts';

/** What the checks of a service remember. */
const WITH_CHECKS = `
ALTER TABLE services ADD COLUMN checks TEXT; -- JSON
ALTER TABLE services ADD COLUMN streak_of TEXT; -- what was bad all along: names of checks, an empty one for the heartbeat
`;

/** How a step is to be done, where that is not the usual way. */
const WITH_MANNERS = `
ALTER TABLE steps ADD COLUMN manner TEXT; -- JSON
`;

/** Where it is written down how a service was before its end. */
const WITH_BLACK_BOXES = `
ALTER TABLE recoveries ADD COLUMN black_box TEXT; -- a path
`;

/** What was made of each verdict. */
const WITH_REASONS = `
ALTER TABLE services ADD COLUMN span_reason TEXT;
ALTER TABLE spans ADD COLUMN reason TEXT;

DROP VIEW check_history;
CREATE VIEW check_history AS
WITH all_spans AS (
  SELECT key, from_tick, until_tick, verdict, reason, pid FROM spans
  UNION ALL
  SELECT key, span_from_tick, 9007199254740991, span_verdict, span_reason, span_pid FROM services
    WHERE span_from_tick IS NOT NULL
)
SELECT
  ticks.id * 1048576 + services.number AS id,
  services.key AS process_key,
  strftime('%Y-%m-%dT%H:%M:%S', ticks.at / 1000, 'unixepoch')
    || printf('.%03d000+00:00', ticks.at % 1000) AS checked_at,
  all_spans.verdict AS health,
  all_spans.pid AS pid,
  NULL AS heartbeat_ts,
  NULL AS iteration,
  (SELECT purpose FROM recoveries
    WHERE recoveries.key = services.key AND recoveries.tick_id = ticks.id) AS action_taken,
  all_spans.reason AS reason
FROM all_spans
JOIN services ON services.key = all_spans.key
JOIN ticks ON ticks.id BETWEEN all_spans.from_tick AND all_spans.until_tick;
`;

/** When a service was last restarted for one that it depends on, as far as that is not over with a boot. */
const WITH_ANSWERS = `
ALTER TABLE services ADD COLUMN answered_boot_ms REAL;
ALTER TABLE services ADD COLUMN answered_boot_id TEXT;
`;

/** For how long, and why, something is wanted of a service; and what is asked may be more than could be foreseen. */
const WITH_TERMS = `
ALTER TABLE services ADD COLUMN desired_terms TEXT; -- JSON

CREATE TABLE further_requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  key TEXT,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'taken', 'done', 'failed', 'withdrawn')),
  message TEXT,
  reason TEXT,
  for_ms REAL,
  spares_held INTEGER
) STRICT;
INSERT INTO further_requests (id, kind, key, made_by, made_at, status, message)
  SELECT id, kind, key, made_by, made_at, status, message FROM requests;
-- A number is never given twice: recoveries refer to it.
DELETE FROM sqlite_sequence WHERE name = 'further_requests';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'further_requests', seq FROM sqlite_sequence WHERE name = 'requests';
DROP TABLE requests;
ALTER TABLE further_requests RENAME TO requests;
CREATE INDEX requests_by_status ON requests (status);
CREATE INDEX requests_by_age ON requests (made_at);
`;

/** Which beats were late, though in time. */
const WITH_LATE_BEATS = `
ALTER TABLE ticks ADD COLUMN late_beats TEXT; -- JSON: seconds by key; NULL where nobody has looked for them
`;

/** What is told, to whom, and what it belongs to. */
const WITH_ALERTS = `
CREATE TABLE incidents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  topic TEXT NOT NULL,
  key TEXT,
  level TEXT NOT NULL,
  detail TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  told INTEGER NOT NULL CHECK (told IN (0, 1)),
  dependents TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX incidents_by_end ON incidents (closed_at);

CREATE TABLE alerts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  incident_id INTEGER,
  key TEXT,
  level TEXT NOT NULL,
  at INTEGER NOT NULL,
  document TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX alerts_by_age ON alerts (at);

CREATE TABLE deliveries (
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL DEFAULT 0,
  sent_at INTEGER,
  message TEXT, -- several that were told together have the same
  problem TEXT,
  PRIMARY KEY (alert_id, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_pending ON deliveries (channel, alert_id) WHERE status = 'pending';
CREATE INDEX deliveries_sent ON deliveries (sent_at);
`;

/** Which of a service's commands is asked for. */
const WITH_ACTIONS = `
ALTER TABLE requests ADD COLUMN action TEXT;
`;

/** Alerts that are not worth a message: each channel says them in its next one. */
const WITH_UNTOLD = `
CREATE TABLE untold (
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  PRIMARY KEY (alert_id, channel)
) STRICT, WITHOUT ROWID;
`;

/** What makes each version of the schema out of the one before. */
export const SCHEMAS: readonly string[] = [
  FIRST_SCHEMA,
  WITH_CHECKS,
  WITH_MANNERS,
  WITH_BLACK_BOXES,
  WITH_REASONS,
  WITH_ANSWERS,
  WITH_TALLIES,
  WITH_TERMS,
  WITH_LATE_BEATS,
  WITH_ALERTS,
  WITH_ACTIONS,
  WITH_DELIVERY_TALLIES,
  WITH_UNTOLD,
];
