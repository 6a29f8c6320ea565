// How a service was at an instant of the past, by what is on record: its span, the last recovery and events before it.

import type { Config } from '../../config/config.ts';
import { MEANINGS } from '../../core/explain/meanings.ts';
import { rulesAround } from '../../core/explain/trace.ts';
import type { PastRecovery } from '../../core/history/recorded.ts';
import { type History, openHistory } from '../../store/history/history.ts';
import type { PastSight } from '../../store/history/past-at.ts';
import type { ExplainedNothing, ExplainedThen, ExplainReport, ThenRecovery } from './explanation.ts';

/** Explains services at an instant, in milliseconds since 1970. */
export function explainThen(
  { dbPath }: Pick<Config, 'dbPath'>,
  keys: readonly string[],
  atMs: number,
): Pick<ExplainReport, 'explanations' | 'recordProblem'> {
  const opened = openHistory(dbPath);
  if (opened.kind === 'unusable') {
    const nothing = keys.map((key) => ({ kind: 'nothing' as const, key, at: told(atMs), oldest: undefined }));
    const recordProblem =
      opened.trouble === 'missing' ? undefined : `${opened.error.message}. ${opened.error.hint}`;
    return { explanations: nothing, recordProblem };
  }
  try {
    return { explanations: keys.map((key) => explainOne(key, atMs, opened.history)) };
  } finally {
    opened.history.close();
  }
}

function explainOne(key: string, atMs: number, past: History): ExplainedThen | ExplainedNothing {
  const found = past.at(key, atMs);
  if (found !== undefined) return thenOf(key, atMs, found);
  const oldest = past.oldestTickMs();
  return { kind: 'nothing', key, at: told(atMs), oldest: oldest === undefined ? undefined : told(oldest) };
}

function thenOf(key: string, atMs: number, found: PastSight): ExplainedThen {
  const { verdict, reason, pid, tickAtMs, sinceMs, untilMs, recovery, events } = found;
  return {
    kind: 'then',
    key,
    at: told(atMs),
    checkedAt: told(tickAtMs),
    verdict,
    reason,
    meaning: reason && MEANINGS[reason],
    pid,
    since: told(sinceMs),
    until: untilMs === undefined ? undefined : told(untilMs),
    rules: reason === undefined ? [] : rulesAround(reason),
    recovery: recovery && recoveryOf(recovery),
    events: events.map(({ atMs: at, kind, message }) => ({ at: told(at), kind, message })),
  };
}

function recoveryOf({ reason, detail, outcome, steps, begunAtMs, endedAtMs }: PastRecovery): ThenRecovery {
  return {
    reason,
    detail,
    outcome,
    steps: steps.map(({ action, result }) => ({ action, outcome: result?.outcome })),
    begunAt: told(begunAtMs),
    endedAt: endedAtMs === undefined ? undefined : told(endedAtMs),
  };
}

function told(ms: number): string {
  return new Date(ms).toISOString();
}
