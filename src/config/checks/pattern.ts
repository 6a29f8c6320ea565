/** How patterns are written, wherever a check takes one. */

/** A pattern in the syntax of RE2. */
export const pattern = {
  type: 'string',
  pattern: '^[\\s\\S]{1,500}$',
  expected:
    'a pattern of at most 500 characters in the [syntax of RE2](https://github.com/google/re2/wiki/Syntax)',
} as const;
