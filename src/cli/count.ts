// Reads a number of things as people write it on a command line.

import { UsageError } from '../errors.ts';

const MOST_DIGITS = 7;

/** A whole number from 0 on; `usual` where nothing was written. Throws UsageError for anything else. */
export function readCount(text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  if (/^\d+$/.test(text) && text.length <= MOST_DIGITS) return Number(text);
  throw new UsageError(
    `command line: found ${JSON.stringify(text.slice(0, 40))}; expected how many, as a whole number.`,
    { hint: 'Write it such as -n 20.' },
  );
}
