// Which characters of a text do something, instead of showing.

const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Characters that act on a terminal, but for the ends of lines and the tabs between columns. */
export function acting(text: string): readonly string[] {
  return [...text.replaceAll(/[\n\t]/g, '')].filter((character) => ACTING.test(character));
}
