// How old the beats of a service were in the last hour, as a row of blocks: the nearer to its timeout the higher.

import { greatest } from '../../core/history/greatest.ts';
import type { Window } from '../../core/history/recorded.ts';
import { NOTED_SHARE } from '../../core/late-beats.ts';
import type { Look } from '../../core/replay/look.ts';
import { lasting } from '../when.ts';

const BLOCKS = '▁▂▃▄▅▆▇█';
const UNSEEN = '·';
/** Two and a half minutes are a mark. */
const WIDTH = 24;

/** A mark for each part of the window, and the oldest of them in words; nothing where no look has noted them. */
export function tellBeatAges(
  looks: readonly Look[],
  window: Window,
  timeoutSeconds: number,
): string | undefined {
  const samples = looks
    .filter(({ isNoted, verdict }) => isNoted && verdict !== 'unknown')
    .map(({ atMs, ageSeconds = 0 }) => ({ atMs, value: ageSeconds }));
  if (samples.length === 0) return undefined;
  const row = greatest(samples, window, WIDTH).map((age) => markOf(age, timeoutSeconds));
  const oldest = Math.max(...samples.map(({ value }) => value));
  // What was fresh is not on record more exactly.
  const inWords =
    oldest === 0
      ? `never over ${lasting(timeoutSeconds * NOTED_SHARE * 1000)}`
      : `up to ${lasting(oldest * 1000)}`;
  return `${row.join('')} ${inWords} in the last hour`;
}

/** Full is stale. */
function markOf(ageSeconds: number | undefined, timeoutSeconds: number): string {
  if (ageSeconds === undefined) return UNSEEN;
  const height = Math.floor((ageSeconds / timeoutSeconds) * (BLOCKS.length - 1));
  return BLOCKS[Math.min(height, BLOCKS.length - 1)] as string;
}
