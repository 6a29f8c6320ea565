// Spans: a verdict, and what was made of it, is written when it changes, not when it is given. One that lasts is kept with its service, and in
// memory too, which stays true because only the lease holder writes spans.

import type { Connection } from './connection.ts';
import { ensureService, type OpenSpan } from './service-rows.ts';
import type { SpanMark } from './store.ts';

/** What a tick changes about the spans. */
interface SpanChanges {
  readonly begun: readonly (readonly [key: string, mark: SpanMark])[];
  readonly ended: readonly (readonly [key: string, span: OpenSpan])[];
}

/** Compares what lasts with what was seen now; a service that was not checked has its span ended. */
export function changesOf(
  open: ReadonlyMap<string, OpenSpan>,
  marks: ReadonlyMap<string, SpanMark>,
): SpanChanges {
  const begun: [string, SpanMark][] = [];
  const ended: [string, OpenSpan][] = [];
  let lasting = 0;
  for (const [key, mark] of marks) {
    const span = open.get(key);
    if (span !== undefined && isSame(span, mark)) {
      lasting += 1;
      continue;
    }
    begun.push([key, mark]);
    if (span !== undefined) ended.push([key, span]);
  }
  if (lasting + ended.length < open.size) {
    for (const [key, span] of open) if (!marks.has(key)) ended.push([key, span]);
  }
  return { begun, ended };
}

function isSame(a: SpanMark, b: SpanMark): boolean {
  return a.verdict === b.verdict && a.reason === b.reason && a.pid === b.pid;
}

/** Writes the changes of a tick: what ended, did so with the tick before. */
export function saveChanges(connection: Connection, { begun, ended }: SpanChanges, tickId: number): void {
  const end = connection.statement(
    'INSERT INTO spans (key, from_tick, until_tick, verdict, reason, pid) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const last = connection.statement(
    'UPDATE services SET span_from_tick = ?, span_verdict = ?, span_reason = ?, span_pid = ? WHERE key = ?',
  );
  for (const [key, { fromTick, verdict, reason, pid }] of ended) {
    end.run(key, fromTick, tickId - 1, verdict, reason, pid);
    last.run(null, null, null, null, key);
  }
  for (const [key, { verdict, reason, pid }] of begun) {
    ensureService(connection, key);
    last.run(tickId, verdict, reason, pid, key);
  }
}

/** Follows in memory what has been written. */
export function follow(open: Map<string, OpenSpan>, { begun, ended }: SpanChanges, tickId: number): void {
  for (const [key] of ended) open.delete(key);
  for (const [key, { verdict, reason, pid }] of begun)
    open.set(key, { verdict, reason, pid, fromTick: tickId });
}
