// Colours lines for eyes, and only for them: on a terminal, and not where NO_COLOR is set.

import { styleText } from 'node:util';

/** The line in a colour, or as it is where nobody would see one. */
export function paint(line: string, colour: 'green' | 'gray' | 'yellow' | 'red'): string {
  return process.env.NO_COLOR || !process.stdout.isTTY ? line : styleText(colour, line);
}
