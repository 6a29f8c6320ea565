/** The options by which services are named and treated together. */
import { restartPolicy } from '../shared-properties.ts';
import { name } from '../text-schemas.ts';

/** What may be said of a group. */
export const groupSchema = {
  type: 'object',
  description: 'How the services of a group are treated together.',
  additionalProperties: false,
  properties: {
    strategy: {
      type: 'string',
      enum: ['one_for_one', 'one_for_all', 'rest_for_one'],
      default: 'one_for_one',
      description:
        'What is restarted when one is recovered: it alone, all of the group, or it and those that start after it.',
    },
    restart_policy: restartPolicy,
  },
} as const;

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
