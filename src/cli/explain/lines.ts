// Lines that begin with a label, and go on below where their words begin. Knows not what they say.

import { wrapWords } from '../fit-width.ts';
import { oneLine } from '../visible.ts';

/** One line before it is made to fit: what stands before it, and its words. */
export type Line = readonly [before: string, words: string];

/** Lines of at most `room` characters. */
export function inLines(lines: readonly Line[], room: number): string {
  return lines
    .map(([before, words]) => wrapWords(oneLine(words), room, [before, ' '.repeat(before.length)]))
    .map((line) => line.trimEnd())
    .join('\n');
}

const LABEL_WIDTH = 14;

/** What stands before a line that has a name. */
export function label(name: string): string {
  return `  ${name.padEnd(LABEL_WIDTH)} `;
}
