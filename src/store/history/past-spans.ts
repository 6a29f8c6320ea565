// Spans with the times of the ticks that they are made of, and where ticks were missing.

import type { RecordedSpan, Window } from '../../core/history/recorded.ts';
import type { Connection } from '../connection.ts';

interface Row extends Omit<RecordedSpan, 'reason' | 'pid' | 'isOpen'> {
  readonly reason: RecordedSpan['reason'] | null;
  readonly pid: number | null;
  readonly isOpen: number;
}

/** The first tick that counts: the last one before that time still says how things were then. */
const FIRST_TICK = `ifnull((SELECT id FROM ticks WHERE at <= @sinceMs ORDER BY at DESC, id DESC LIMIT 1), (SELECT min(id) FROM ticks))`;
// A span lasts until the tick that came after its last one; that which began before the first tick on record, since that.
const SELECT = `
WITH first AS (SELECT ${FIRST_TICK} AS id),
all_spans AS (
  SELECT key, from_tick, until_tick, verdict, reason, pid, 0 AS isOpen FROM spans
    WHERE until_tick >= (SELECT id FROM first)
  UNION ALL
  SELECT key, span_from_tick, (SELECT max(id) FROM ticks), span_verdict, span_reason, span_pid, 1 FROM services
    WHERE span_from_tick IS NOT NULL
)
SELECT key, verdict, reason, pid, isOpen,
  (SELECT at FROM ticks WHERE id >= from_tick ORDER BY id LIMIT 1) AS fromMs,
  (SELECT at FROM ticks WHERE id <= until_tick + 1 ORDER BY id DESC LIMIT 1) AS untilMs
FROM all_spans WHERE @key IS NULL OR key = @key
ORDER BY key, from_tick`;

/** The spans that reach beyond a time, each service's in order. */
export function pastSpans(
  { statement }: Connection,
  key: string | undefined,
  sinceMs: number,
): readonly RecordedSpan[] {
  return statement<Row>(SELECT)
    .all({ sinceMs, key: key ?? null })
    .map((row) => ({
      ...row,
      reason: row.reason ?? undefined,
      pid: row.pid ?? undefined,
      isOpen: row.isOpen === 1,
    }));
}

// By the clock that cannot be set, within a boot. Ticks are numbered without a gap.
const GAPS = `
WITH first AS (SELECT ${FIRST_TICK} AS id)
SELECT earlier.at AS fromMs, later.at AS untilMs
FROM ticks AS later JOIN ticks AS earlier ON earlier.id = later.id - 1
WHERE later.id > (SELECT id FROM first) AND (later.at - earlier.at > @longerThanMs
  OR iif(later.boot_id = earlier.boot_id, later.boot_ms - earlier.boot_ms, later.at - earlier.at) > @longerThanMs)
ORDER BY later.id`;

/** Between which ticks more than so long has passed, or the clock was set ahead by as much. */
export function gapsSince(
  { statement }: Connection,
  sinceMs: number,
  longerThanMs: number,
): readonly Window[] {
  return statement<Window>(GAPS).all({ sinceMs, longerThanMs });
}
