// Cuts a past into parts of equal length, as a chart has room for them.

import type { Window } from './recorded.ts';
import type { Standing, Stretch } from './standing.ts';

/** Milliseconds that a service stood in each way during one part. */
export type Bucket = Readonly<Record<Standing, number>>;

/** The window in `count` parts of equal length; stretches are in order and do not overlap. */
export function buckets(stretches: readonly Stretch[], window: Window, count: number): readonly Bucket[] {
  const lengthMs = (window.untilMs - window.fromMs) / count;
  return Array.from({ length: count }, (_, index) => {
    const fromMs = window.fromMs + index * lengthMs;
    return bucketOf(stretches, { fromMs, untilMs: fromMs + lengthMs });
  });
}

function bucketOf(stretches: readonly Stretch[], part: Window): Bucket {
  const bucket = { up: 0, down: 0, off: 0, unseen: 0 };
  for (const { standing, fromMs, untilMs } of stretches)
    bucket[standing] += Math.max(0, Math.min(untilMs, part.untilMs) - Math.max(fromMs, part.fromMs));
  return bucket;
}
