// One picture in place of another on a terminal. Knows not what is in them.

import { stripVTControlCharacters } from 'node:util';

const ESCAPE = String.fromCharCode(27);

/** How much a terminal shows. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A picture as it was drawn. */
export interface Frame {
  readonly text: string;
  readonly size: Size;
}

/** As many of its lines as a terminal shows, one left for the cursor; what is left out is said. */
export function fitFrame(text: string, size: Size): Frame {
  const lines = text.split('\n');
  const most = Math.max(1, size.rows - 1);
  if (heightOf(lines, size) <= most) return { text, size };
  let count = lines.length;
  while (count > 0 && heightOf(lines.slice(0, count), size) > most - 1) count -= 1;
  return { text: [...lines.slice(0, count), `… and ${lines.length - count} more lines`].join('\n'), size };
}

/** Puts the cursor where the former picture began, and clears what was there; a terminal that was resized is cleared whole. */
export function moveOver(former: Frame | undefined, size: Size): string {
  if (former === undefined) return '';
  const isResized = former.size.columns !== size.columns || former.size.rows !== size.rows;
  if (isResized) return `${ESCAPE}[2J${ESCAPE}[H`;
  return `\r${ESCAPE}[${heightOf(former.text.split('\n'), size)}A${ESCAPE}[J`;
}

function heightOf(lines: readonly string[], { columns }: Size): number {
  return lines.reduce((sum, line) => {
    const { length } = stripVTControlCharacters(line);
    return sum + Math.max(1, Math.ceil(length / columns));
  }, 0);
}
