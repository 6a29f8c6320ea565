// Patterns in which `*` stands for any characters and `?` for one. Takes no longer than the two lengths multiplied, whatever
// the pattern. Knows nothing of what is matched.

/** Whether a pattern stands for the whole text. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let star = { after: -1, from: 0 };
  for (let from = 0; from < text.length; ) {
    const wanted = pattern[at];
    if (wanted === '*') {
      at += 1;
      star = { after: at, from };
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[from])) {
      at += 1;
      from += 1;
    } else if (star.after >= 0) {
      // The last star takes one character more; those before it need not be tried again.
      star = { after: star.after, from: star.from + 1 };
      at = star.after;
      from = star.from;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
