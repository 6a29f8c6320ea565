/** The option by which one entry means several services that differ by a number. */

/** Options of one service about how many there are of it. */
export const instanceOptions = {
  instances: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    defaultNote: 'none: one service, by its own key',
    description:
      'How many services the entry means: `KEY-1`, `KEY-2`, …; `{index}` and `{index+8080}` in its texts are their numbers.',
    examples: [3],
  },
} as const;

/** A port, which instances have each their own. */
export const port = {
  type: ['integer', 'string'],
  minimum: 1,
  maximum: 65535,
  pattern: '^[0-9]*\\{index(\\+[0-9]{1,5})?\\}$',
  expected: 'a whole number from 1 to 65535, or with `instances` such as `"{index+8080}"`',
} as const;
