// Patterns that operators write and services' words are matched by: with RE2's engine, whose time grows with the text and never
// explodes, and only so large that it stays small. It does not know what is searched.

import { RE2JS } from 're2js';

/** A pattern that can be looked for. */
export interface SafePattern {
  isIn(text: string): boolean;
}

const MOST_CHARACTERS = 500;
/** What counts is what repetitions are unfolded to: `a{500}` is five hundred instructions. */
const MOST_INSTRUCTIONS = 500;
const MOST_REPETITIONS = 500;

/** The pattern of a text, in which `^` and `$` match at lines; or what is wrong with it, in words. */
export function readPattern(source: string): SafePattern | { readonly problem: string } {
  const tooMuch = { problem: 'more repetitions than are searched for' };
  if (source.length > MOST_CHARACTERS) return { problem: `longer than ${MOST_CHARACTERS} characters` };
  // Told before it is unfolded, which alone may take long.
  if (repetitionsIn(source) > MOST_REPETITIONS) return tooMuch;
  try {
    const compiled = RE2JS.compile(source, RE2JS.MULTILINE);
    if (compiled.programSize() > MOST_INSTRUCTIONS) return tooMuch;
    return { isIn: (text) => compiled.test(text) };
  } catch (error) {
    return { problem: (error as Error).message.replace(/^error parsing regexp: /, '') };
  }
}

function repetitionsIn(source: string): number {
  const counts = source.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/g);
  return [...counts].reduce((sum, [, least, most]) => sum + Math.max(Number(least), Number(most ?? 0)), 0);
}
