// I5: no recovery of our own for what could not be looked at. By the spans, and not by what the recovery says of itself: the
// tick that decided it had seen that the service is down, and so had, since the recovery before, as many as the threshold asks.

import { THRESHOLD } from '../stage/stage.ts';
import { LATEST, type Recovery, type Span, type Tables } from './record.ts';
import type { Violation } from './violations.ts';

const NO_FAILURE = ['healthy', 'starting', 'unknown'];

/** What is broken by why services were recovered. */
export function checkCauses({ recoveries, spans, ticks }: Tables): readonly Violation[] {
  const oldest = (ticks.at(-1)?.id ?? 0) - LATEST;
  return recoveries.flatMap((recovery, index) => {
    const earlier = recoveries.slice(0, index).findLast(({ key }) => key === recovery.key);
    const since = Math.max(earlier?.tick_id ?? 0, 0);
    // Of what is older the spans are not all here.
    if (since < oldest) return [];
    return causeless(
      recovery,
      spans.filter(({ key }) => key === recovery.key),
      since,
    );
  });
}

function causeless(recovery: Recovery, spans: readonly Span[], since: number): readonly Violation[] {
  const { id, key, verdict, tick_id } = recovery;
  const failed = spans.filter((span) => !NO_FAILURE.includes(span.verdict));
  const isSeen = failed.some((span) => span.from_tick <= tick_id && untilOf(span) >= tick_id);
  if (!isSeen || verdict === 'unknown')
    return [{ invariant: 'I5', found: `recovery ${id} of ${key} began, and tick ${tick_id} saw no failure` }];
  const failures = failed.reduce((sum, span) => sum + ticksWithin(span, since, tick_id), 0);
  if (failures >= THRESHOLD) return [];
  const found = `recovery ${id} of ${key} began after ${failures} ticks that saw a failure; expected ${THRESHOLD}`;
  return [{ invariant: 'I5', found }];
}

/** After one tick, and up to another one. */
function ticksWithin(span: Span, after: number, upTo: number): number {
  return Math.max(0, Math.min(untilOf(span), upTo) - Math.max(span.from_tick - 1, after));
}

function untilOf({ until_tick }: Span): number {
  return until_tick ?? Number.POSITIVE_INFINITY;
}
