// Cuts what was measured now and then into parts of equal length, as a chart has room for them.

import type { Window } from './recorded.ts';

/** One measured value. */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

/** The greatest value of each part of a window; undefined where nothing was measured. */
export function greatest(
  samples: readonly Sample[],
  { fromMs, untilMs }: Window,
  count: number,
): readonly (number | undefined)[] {
  const found = new Array<number | undefined>(count).fill(undefined);
  for (const { atMs, value } of samples) {
    const part = Math.floor(((atMs - fromMs) / (untilMs - fromMs)) * count);
    // What was measured at its very end is of its last part.
    const at = atMs === untilMs ? count - 1 : part;
    if (at >= 0 && at < count) found[at] = Math.max(found[at] ?? value, value);
  }
  return found;
}
