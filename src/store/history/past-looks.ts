// Every look at a service, one for each tick that checked it: made of spans, and of the beats that ticks have noted as late.

import type { Look } from '../../core/replay/look.ts';
import type { Connection } from '../connection.ts';

interface Row {
  readonly at: number;
  readonly verdict: Look['verdict'];
  readonly reason: Look['reason'] | null;
  /** NULL where ticks did not note them yet. */
  readonly late: string | null;
}

// From the first tick that counts, and not from that of each span: a month has half a million of them.
const SELECT = `
WITH first AS (SELECT id FROM ticks WHERE at >= @sinceMs ORDER BY at LIMIT 1),
all_spans AS (
  SELECT from_tick, until_tick, verdict, reason FROM spans
    WHERE key = @key AND until_tick >= (SELECT id FROM first)
  UNION ALL
  SELECT span_from_tick, 9007199254740991, span_verdict, span_reason FROM services
    WHERE key = @key AND span_from_tick IS NOT NULL
)
SELECT ticks.at, verdict, reason, late_beats AS late
FROM all_spans JOIN ticks ON ticks.id BETWEEN max(from_tick, (SELECT id FROM first)) AND until_tick
WHERE ticks.at >= @sinceMs ORDER BY ticks.id`;

/** The looks at a service since a time, in order. */
export function pastLooks({ statement }: Connection, key: string, sinceMs: number): readonly Look[] {
  return statement<Row>(SELECT)
    .all({ key, sinceMs })
    .map(({ at, verdict, reason, late }) => ({
      atMs: at,
      verdict,
      reason: reason ?? undefined,
      ageSeconds: readLateBeat(late, key),
      isNoted: late !== null,
    }));
}

/** The age of a beat that a tick has noted as late; undefined where it was not, or where the text is none of ours. */
export function readLateBeat(late: string | null, key: string): number | undefined {
  if (late === null || late === '{}') return undefined;
  try {
    const age: unknown = JSON.parse(late)?.[key];
    return typeof age === 'number' && Number.isFinite(age) ? age : undefined;
  } catch {
    return undefined;
  }
}
