// Draws the past of a service as a row of blocks: full is up, lower is down for a part, and other marks for when nothing counts.

import { type Bucket, buckets } from '../../core/history/buckets.ts';
import type { Window } from '../../core/history/recorded.ts';
import type { Stretch } from '../../core/history/standing.ts';

const BLOCKS = '▁▂▃▄▅▆▇█';
const OFF = '-';
const UNSEEN = '·';

/** What the marks mean, for those who see them. */
export const LEGEND = `█ up  ▄ down for a part  ${BLOCKS[0]} down  ${OFF} off  ${UNSEEN} nobody looked`;

/** So many marks, the latest time at the right. */
export function uptimeBar(stretches: readonly Stretch[], window: Window, width: number): string {
  return buckets(stretches, window, width).map(markOf).join('');
}

/** Only what was up all along is full: the shortest outage shows. */
function markOf({ up, down, off, unseen }: Bucket): string {
  if (up + down === 0) return off > unseen ? OFF : UNSEEN;
  if (down === 0) return BLOCKS.at(-1) as string;
  return BLOCKS[Math.min(BLOCKS.length - 2, Math.floor((up / (up + down)) * BLOCKS.length))] as string;
}
