// I5: no recovery of our own for what could not be looked at. By the spans, and not by what the recovery says of itself: the
// tick that decided it had seen that the service is down, and so had, since the recovery before, as many as the threshold asks. What
// is restarted with its group needs no more than one of it of whom that is true.

import { groupOf } from '../stage/services.ts';
import { THRESHOLD } from '../stage/stage.ts';
import { LATEST, type Recovery, type Span, type Tables } from './record.ts';
import type { Violation } from './violations.ts';

const NO_FAILURE = ['healthy', 'starting', 'unknown'];

/** What is broken by why services were recovered. */
export function checkCauses(tables: Tables): readonly Violation[] {
  return tables.recoveries.flatMap((recovery) => {
    const own = causeless(recovery, tables);
    if (own === undefined || recovery.reason !== TOGETHER) return own ?? [];
    const isDrawnIn = tables.recoveries.some(
      (other) => isTogether(other, recovery) && causeless(other, tables) === undefined,
    );
    return isDrawnIn ? [] : own;
  });
}

const TOGETHER = 'group_restart';

function isTogether(other: Recovery, { id, key, tick_id }: Recovery): boolean {
  const isOfGroup = groupOf(other.key) !== undefined && groupOf(other.key) === groupOf(key);
  return other.id !== id && other.tick_id === tick_id && other.reason === TOGETHER && isOfGroup;
}

/** What is wrong with the cause that a recovery has by itself. */
function causeless(recovery: Recovery, { recoveries, spans, ticks }: Tables): Violation | undefined {
  const { id, key, verdict, tick_id } = recovery;
  const earlier = recoveries.findLast((other) => other.key === key && other.id < id);
  const since = Math.max(earlier?.tick_id ?? 0, 0);
  // Of what is older the spans are not all here.
  if (since < (ticks.at(-1)?.id ?? 0) - LATEST) return undefined;
  const failed = spans.filter((span) => span.key === key && !NO_FAILURE.includes(span.verdict));
  const isSeen = failed.some((span) => span.from_tick <= tick_id && untilOf(span) >= tick_id);
  if (!isSeen || verdict === 'unknown')
    return { invariant: 'I5', found: `recovery ${id} of ${key} began, and tick ${tick_id} saw no failure` };
  const failures = failed.reduce((sum, span) => sum + ticksWithin(span, since, tick_id), 0);
  if (failures >= THRESHOLD) return undefined;
  const found = `recovery ${id} of ${key} began after ${failures} ticks that saw a failure; expected ${THRESHOLD}`;
  return { invariant: 'I5', found };
}

/** After one tick, and up to another one. */
function ticksWithin(span: Span, after: number, upTo: number): number {
  return Math.max(0, Math.min(untilOf(span), upTo) - Math.max(span.from_tick - 1, after));
}

function untilOf({ until_tick }: Span): number {
  return until_tick ?? Number.POSITIVE_INFINITY;
}
