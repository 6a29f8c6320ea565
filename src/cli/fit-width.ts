// Makes text fit the width of a terminal. Does not know what it says.

/** A word of at most `width` characters: what is too long loses its middle, for names mostly differ at their ends. */
export function shorten(word: string, width: number): string {
  if (word.length <= width) return word;
  const tail = Math.floor((width - 1) / 2);
  return `${word.slice(0, width - 1 - tail)}…${word.slice(word.length - tail)}`;
}

/** Text in lines of at most `width` characters, broken between words and each indented, further from the second line on. */
export function wrapWords(text: string, width: number, indent: string): string {
  const lines = [indent];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] as string;
    const longer = line.trim() === '' ? line + word : `${line} ${word}`;
    if (longer.length <= width || line.trim() === '') lines[lines.length - 1] = longer;
    else lines.push(`${indent}${indent}${word}`);
  }
  return lines.join('\n');
}
