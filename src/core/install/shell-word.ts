// Writes and reads single words of a shell line, such as cron hands to `sh`. Knows nothing of what the words mean.

const PLAIN = /^[\w@%+=:,./-]+$/;
const WORD = /(?:'[^']*'|\\.|[^\s'\\])+/g;

/** The text as one word for `sh`: as it is where that is safe, in single quotes elsewhere. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The words of a line that was written so, without their quotes. */
export function shellWords(line: string): readonly string[] {
  return [...line.matchAll(WORD)].map(([word]) => word.replace(/'([^']*)'|\\(.)/g, '$1$2'));
}
