// What each part of a service's past counts as. Knows not what is reckoned from it.

import { isBad } from '../verdict.ts';
import type { Piece } from './lay-out.ts';
import type { RecordedSpan, Window } from './recorded.ts';

/**
 * What a time counts as. `off`: it was not meant to run, or had not come up for the first time. `unseen`: nobody looked, or could
 * not. Both count for nothing.
 */
export type Standing = 'up' | 'down' | 'off' | 'unseen';

/** A maximal time in which a service stood in one way. */
export interface Stretch extends Window {
  readonly standing: Standing;
}

/** Pieces as stretches, which are the whole of them. */
export function stretchesOf(pieces: readonly Piece[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let last: Standing = 'off';
  for (const { span, fromMs, untilMs } of pieces) {
    const standing = standingOf(span, last);
    if (standing !== 'unseen') last = standing;
    const before = stretches.at(-1);
    if (before?.standing === standing) stretches[stretches.length - 1] = { ...before, untilMs };
    else stretches.push({ fromMs, untilMs, standing });
  }
  return stretches;
}

/** Reasons by which it was meant to be down. */
const MEANT: ReadonlySet<string | undefined> = new Set(['off', 'ended_cleanly', 'maintenance']);

/** `last` is how it stood when it was last seen: who starts, or is busy, is as it was until that comes to something. */
function standingOf(span: RecordedSpan | undefined, last: Standing): Standing {
  if (span === undefined || span.verdict === 'unknown') return 'unseen';
  if (span.reason === 'off') return 'off';
  if (span.verdict === 'healthy') return 'up';
  if (MEANT.has(span.reason)) return 'off';
  return span.reason !== 'busy' && isBad(span.verdict) ? 'down' : last;
}
