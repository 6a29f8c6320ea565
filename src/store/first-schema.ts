// The tables as the first version makes them. This text stays as it is: later versions add to it, in schema.ts.

/** Times are milliseconds since 1970 (UTC) unless their name says otherwise. */
export const FIRST_SCHEMA = `
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE services (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  desired TEXT NOT NULL DEFAULT 'on' CHECK (desired IN ('on', 'off', 'held')),
  desired_by TEXT,
  desired_at INTEGER,
  streak INTEGER NOT NULL DEFAULT 0,
  streak_last_bad_at INTEGER,
  up INTEGER CHECK (up IN (0, 1)),
  fingerprint TEXT,

  healthy_since INTEGER, -- the same moment on four clocks
  healthy_since_boot_ms REAL,
  healthy_since_monotonic_ms REAL,
  healthy_since_boot_id TEXT,

  pid INTEGER, -- of the leader; without one there is no instance, with one it is complete
  start_ticks INTEGER,
  beating_pid INTEGER,
  beating_start_ticks INTEGER,
  boot_id TEXT,
  pid_namespace INTEGER,
  uid INTEGER,
  pgid INTEGER,
  sid INTEGER,
  cookie TEXT,
  origin TEXT CHECK (origin IN ('started', 'adopted')),
  confirmed INTEGER CHECK (confirmed IN (0, 1)),
  recovery_id INTEGER,
  instance_since INTEGER,
  instance_since_boot_ms REAL,
  instance_since_monotonic_ms REAL,
  instance_since_boot_id TEXT,

  restarts TEXT, -- JSON
  session TEXT, -- of the instance: the name that the kernel gives it, if any
  sighting_beat_at INTEGER, -- of the instance: a beat that did not fit our clock,
  sighting_boot_ms REAL, -- and when it was first seen

  span_from_tick INTEGER, -- the verdict that lasts, and since when; earlier ones are in spans
  span_verdict TEXT,
  span_pid INTEGER,

  CHECK (healthy_since IS NULL
    OR healthy_since_boot_ms + healthy_since_monotonic_ms + length(healthy_since_boot_id) IS NOT NULL),
  CHECK (pid IS NULL
    OR start_ticks + length(boot_id) + pid_namespace + uid + pgid + sid + length(origin) + confirmed + instance_since
      + instance_since_boot_ms + instance_since_monotonic_ms + length(instance_since_boot_id) IS NOT NULL),
  CHECK (beating_pid IS NULL OR beating_start_ticks IS NOT NULL),
  CHECK (sighting_beat_at IS NULL OR sighting_boot_ms IS NOT NULL),
  CHECK (span_from_tick IS NULL OR span_verdict IS NOT NULL)
) STRICT;

CREATE TABLE ticks (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  boot_ms REAL NOT NULL,
  monotonic_ms REAL NOT NULL,
  boot_id TEXT NOT NULL,
  services INTEGER NOT NULL
) STRICT;
CREATE INDEX ticks_by_age ON ticks (at);

CREATE TABLE spans (
  key TEXT NOT NULL REFERENCES services (key),
  from_tick INTEGER NOT NULL,
  until_tick INTEGER NOT NULL, -- the last tick in which it held
  verdict TEXT NOT NULL,
  pid INTEGER,
  PRIMARY KEY (key, from_tick)
) STRICT, WITHOUT ROWID;
CREATE INDEX spans_by_end ON spans (until_tick);

CREATE TABLE recoveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL REFERENCES services (key),
  purpose TEXT NOT NULL,
  reason TEXT NOT NULL,
  verdict TEXT,
  detail TEXT NOT NULL,
  tick_id INTEGER, -- the tick that decided it; NULL when it was asked for
  request_id INTEGER UNIQUE, -- the request that asked for it
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  recovered_at INTEGER
) STRICT;
CREATE INDEX recoveries_by_end ON recoveries (ended_at);
CREATE INDEX recoveries_by_tick ON recoveries (key, tick_id);

CREATE TABLE steps (
  recovery_id INTEGER NOT NULL REFERENCES recoveries (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  action TEXT NOT NULL,
  cookie TEXT,
  begun_at INTEGER,
  ended_at INTEGER,
  outcome TEXT,
  message TEXT,
  exit_code INTEGER,
  signal TEXT,
  output_tail TEXT,
  PRIMARY KEY (recovery_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  key TEXT,
  kind TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_age ON events (at);

CREATE TABLE requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('on', 'off', 'restart', 'end_orphans', 'hand_over')),
  key TEXT,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'taken', 'done', 'failed', 'withdrawn')),
  message TEXT
) STRICT;
CREATE INDEX requests_by_status ON requests (status);
CREATE INDEX requests_by_age ON requests (made_at);

-- One row for every check of every service. The ids leave room for a million services, and sort by time.
CREATE VIEW check_history AS
WITH all_spans AS (
  SELECT key, from_tick, until_tick, verdict, pid FROM spans
  UNION ALL
  SELECT key, span_from_tick, 9007199254740991, span_verdict, span_pid FROM services
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
    WHERE recoveries.key = services.key AND recoveries.tick_id = ticks.id) AS action_taken
FROM all_spans
JOIN services ON services.key = all_spans.key
JOIN ticks ON ticks.id BETWEEN all_spans.from_tick AND all_spans.until_tick;
`;
