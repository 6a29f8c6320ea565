/** Turns what was found in a file into text that is safe on a terminal and short enough for one line. */

const LONGEST = 60;

/** The text with every character that a terminal could act upon, or hide, spelled out as `\uXXXX`. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** A JSON value in a few words: scalars as they are written, the rest by kind. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? '{}' : 'an object';
  if (typeof value === 'string') return `"${printable(shorten(value))}"`;
  return String(value);
}

/** At most sixty characters of a text, with an ellipsis where some are left out. */
export function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
