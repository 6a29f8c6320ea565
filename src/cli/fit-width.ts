// Makes text fit the width of a terminal. Does not know what it says.

/** A word of at most `width` characters: what is too long loses its middle, for names mostly differ at their ends. */
export function shorten(word: string, width: number): string {
  if (word.length <= width) return word;
  const tail = Math.floor((width - 1) / 2);
  return `${word.slice(0, width - 1 - tail)}…${word.slice(word.length - tail)}`;
}

/** What stands before a first line, and before those that go on with it. */
export type Margins = readonly [first: string, next: string];

/** Text in lines of at most `width` characters, margins included, broken between words; what has no space stays whole. */
export function wrapWords(text: string, width: number, [first, next]: Margins): string {
  const lines: string[] = [];
  let line = first;
  let isBegun = false;
  for (const word of text.split(' ')) {
    const longer = isBegun ? `${line} ${word}` : line + word;
    if (isBegun && longer.length > width) lines.push(line);
    line = isBegun && longer.length > width ? next + word : longer;
    isBegun = true;
  }
  return [...lines, line].join('\n');
}

/** Where the terminal does not say how wide it is. */
const USUAL_WIDTH = 80;

/** How many characters a line of the terminal has. */
export function terminalWidth(): number {
  return process.stdout.columns || USUAL_WIDTH;
}

/** How long a line may be that goes there: programs want theirs whole. */
export function roomOn({ isTTY, columns }: Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>): number {
  return isTTY ? columns || USUAL_WIDTH : Number.POSITIVE_INFINITY;
}
