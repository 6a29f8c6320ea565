/** The options by which services are named and treated together. */
import { name } from '../text-schemas.ts';

/** Options of one service about those it belongs to. */
export const groupOptions = {
  group: {
    ...name,
    description: 'The group that it belongs to: `@group` on the command line means all of it.',
    examples: ['web'],
  },
  tags: {
    type: 'array',
    items: name,
    maxItems: 50,
    default: [],
    description: 'Further names under which it is meant, together with others: `@tag` on the command line.',
    examples: [['nightly', 'eu']],
  },
} as const;
