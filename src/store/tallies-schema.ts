// What is counted for ever: rows of recoveries are removed in time, and what counts them must never fall.

/** Counted by the database itself, in the very statement that records what is counted: no path past it, and no write of its own. */
export const WITH_TALLIES = `
CREATE TABLE tallies (
  key TEXT NOT NULL,
  name TEXT NOT NULL CHECK (name IN ('restarts', 'recovered', 'recovery_ms', 'failed')),
  label TEXT NOT NULL, -- of restarts: the reason
  total INTEGER NOT NULL,
  PRIMARY KEY (key, name, label)
) STRICT, WITHOUT ROWID;

INSERT INTO tallies SELECT key, 'restarts', reason, count(*) FROM recoveries
  WHERE purpose IN ('recover', 'restart') GROUP BY key, reason;
INSERT INTO tallies SELECT key, 'recovered', '', count(*) FROM recoveries
  WHERE recovered_at IS NOT NULL GROUP BY key;
INSERT INTO tallies SELECT key, 'recovery_ms', '', sum(max(0, recovered_at - begun_at)) FROM recoveries
  WHERE recovered_at IS NOT NULL GROUP BY key;
INSERT INTO tallies SELECT key, 'failed', '', count(*) FROM recoveries WHERE outcome = 'failed' GROUP BY key;

CREATE TRIGGER tally_restart AFTER INSERT ON recoveries WHEN NEW.purpose IN ('recover', 'restart') BEGIN
  INSERT INTO tallies VALUES (NEW.key, 'restarts', NEW.reason, 1) ON CONFLICT DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER tally_recovered AFTER UPDATE OF recovered_at ON recoveries
  WHEN OLD.recovered_at IS NULL AND NEW.recovered_at IS NOT NULL BEGIN
  INSERT INTO tallies VALUES (NEW.key, 'recovered', '', 1) ON CONFLICT DO UPDATE SET total = total + 1;
  INSERT INTO tallies VALUES (NEW.key, 'recovery_ms', '', max(0, NEW.recovered_at - NEW.begun_at))
    ON CONFLICT DO UPDATE SET total = total + excluded.total;
END;
CREATE TRIGGER tally_failed AFTER UPDATE OF outcome ON recoveries
  WHEN NEW.outcome = 'failed' AND OLD.outcome IS NOT 'failed' BEGIN
  INSERT INTO tallies VALUES (NEW.key, 'failed', '', 1) ON CONFLICT DO UPDATE SET total = total + 1;
END;

ALTER TABLE ticks ADD COLUMN took_ms REAL; -- from its first look until it was decided
`;

/** The same for what alerts came to, by channel: alerts are removed in time, too. */
export const WITH_DELIVERY_TALLIES = `
CREATE TABLE delivery_tallies (
  channel TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'failed', 'retried')),
  total INTEGER NOT NULL,
  PRIMARY KEY (channel, outcome)
) STRICT, WITHOUT ROWID;

INSERT INTO delivery_tallies SELECT channel, status, count(*) FROM deliveries
  WHERE status IN ('sent', 'failed') GROUP BY channel, status;

CREATE TRIGGER tally_delivery AFTER UPDATE OF attempts ON deliveries WHEN NEW.attempts > OLD.attempts BEGIN
  INSERT INTO delivery_tallies VALUES (NEW.channel, replace(NEW.status, 'pending', 'retried'), 1)
    ON CONFLICT DO UPDATE SET total = total + 1;
END;
`;
