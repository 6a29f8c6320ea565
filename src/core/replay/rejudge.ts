// What a recorded look would have meant by another timeout, as far as that can be told: by the age of its beat where that was noted.

import { NOTED_SHARE } from '../late-beats.ts';
import type { Verdict } from '../verdict.ts';
import type { Look } from './look.ts';

/** By which timeout it was judged, and by which one it is judged anew. */
export interface Timeouts {
  readonly recordedSeconds: number;
  readonly otherSeconds: number;
}

/** A verdict, and whether the record really tells it. */
export interface Rejudged {
  readonly verdict: Verdict;
  readonly isTold: boolean;
}

/** Judges a recorded look anew; where that cannot be told, its verdict stays. */
export function rejudge(
  { verdict, ageSeconds, isNoted }: Look,
  { recordedSeconds, otherSeconds }: Timeouts,
): Rejudged {
  if (verdict !== 'healthy' && verdict !== 'timed_out') return { verdict, isTold: true };
  if (ageSeconds !== undefined)
    return { verdict: ageSeconds > otherSeconds ? 'timed_out' : 'healthy', isTold: true };
  if (verdict === 'timed_out') return { verdict, isTold: otherSeconds <= recordedSeconds };
  const knownSeconds = isNoted ? NOTED_SHARE * recordedSeconds : recordedSeconds;
  return { verdict, isTold: otherSeconds >= knownSeconds };
}
