/** The kinds of text a config holds, each with the words that tell what was expected. */

/** A path; relative ones start at the config file's folder. */
export const path = {
  type: 'string',
  pattern: '^[^~\\u0000][^\\u0000]*$',
  expected: 'a path, absolute or relative to the config file (`~` is not expanded)',
} as const;

/** The name of a service or of an action: safe as a file name, on a terminal and as an argument. */
export const name = {
  type: 'string',
  pattern: '^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$',
  expected: 'a name of at most 100 letters, digits, `.`, `_`, `@` or `-`, beginning with a letter or digit',
} as const;

/** The name of an environment variable that is not one of ours. */
export const variable = {
  type: 'string',
  pattern: '^(?!WATCHDOG_)[A-Za-z_][A-Za-z0-9_]*$',
  expected: 'a variable name of letters, digits or `_` that does not begin with `WATCHDOG_`',
} as const;

/** What is run for an action. */
export const command = {
  type: ['string', 'array'],
  pattern: '^(?=\\s*\\S)[^\\u0000]*$',
  minItems: 1,
  items: { type: 'string', pattern: '^[^\\u0000]*$', expected: 'text without NUL characters' },
  expected: 'a script, a shell line, or a list of words',
} as const;

/** Keys in which a person may leave a note; they are never read. Not `__proto__`, which JavaScript reads. */
export const notes = { '^(_(?!_)|//|\\$comment$)': {} } as const;
