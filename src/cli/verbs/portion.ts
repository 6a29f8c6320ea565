// What the verbs that tell of something long have in common: how much of it, and whether to go on.

import { readCount } from '../count.ts';

/** The options by which a part of something long is asked for. */
export const PORTION = {
  follow: { type: 'boolean', short: 'f', describe: 'go on with what comes, until Ctrl-C' },
  lines: { type: 'string', short: 'n', describe: 'how many of the last ones (default 20)' },
} as const;

/** The exit codes with which they can end. */
export const FOLLOW_EXITS = '0 told, also when Ctrl-C ended it';

const USUAL_LINES = 20;

/** The part that was asked for. Throws UsageError. */
export function portionOf({ follow = false, lines }: { follow?: boolean; lines?: string }) {
  return { count: readCount(lines, USUAL_LINES), isFollowing: follow };
}
