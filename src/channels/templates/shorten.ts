// Texts that fit: what is left out of one is said.

/** The beginning of a text. */
export function beginningOf(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 2)} …`;
}

/** The end of a text, for in the last words lies the cause. */
export function endOf(text: string, most: number): string {
  return text.length <= most ? text : `… ${text.slice(2 - most)}`;
}
