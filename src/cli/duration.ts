// Reads a length of time as people write it on a command line.

import { durationMsOf } from '../duration.ts';
import { UsageError } from '../errors.ts';

const MOST_TOLD = 40;

/** Milliseconds of `500ms`, `5s`, `2m`, `1h30m`; a bare number is seconds. Throws UsageError for anything else, and for zero. */
export function readDuration(text: string): number {
  const ms = durationMsOf(text);
  if (ms !== undefined) return ms;
  throw new UsageError(
    `command line: found ${JSON.stringify(text.slice(0, MOST_TOLD))}; expected a length of time.`,
    { hint: 'Write it such as 5s, 2m or 1h30m.' },
  );
}
