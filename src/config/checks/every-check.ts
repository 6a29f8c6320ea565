/** What may be said of every check, whatever it looks at. It does not know the kinds of checks. */
import { name } from '../text-schemas.ts';

/** A number of seconds that a check may take or wait. */
const seconds = { type: 'number', minimum: 0, maximum: 31536000, unit: 'seconds' } as const;

/** Options of every check. */
export const common = {
  name: {
    ...name,
    defaultNote: 'its `type`',
    description: 'What the check is called; each name once in a service.',
  },
  timeout_seconds: {
    ...seconds,
    minimum: 0.1,
    maximum: 300,
    default: 5,
    description:
      'How long a look may take; what is not known by then has failed. In a single pass, as cron makes them, it is at most 45 (of a check with a `fallback` 22.5), and what the pass could not wait for within 50 seconds is unknown.',
  },
  interval_seconds: {
    ...seconds,
    default: 0,
    defaultNote: 'each tick',
    description:
      'The least time between two looks; in between, the last one counts. A check that has failed is looked at again after a minute at the latest.',
  },
  failure_threshold: {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 1,
    description: 'So many looks must have failed before the check has.',
  },
  of: {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    defaultNote: '`failure_threshold`: in a row',
    description: 'Among how many of the last looks failures are counted.',
  },
  initial_delay_seconds: {
    ...seconds,
    default: 0,
    description:
      'Time after the start of an instance in which nothing is looked at. It is starting until each check of severity `restart` has passed once.',
  },
  severity: {
    type: 'string',
    enum: ['restart', 'warn'],
    default: 'restart',
    description: 'Whether a failure counts towards a recovery, or is only told.',
  },
  fallback: {
    $ref: '#/definitions/check',
    expected: 'another check with its `type`',
    description:
      "Another check, tried when this one fails or cannot look; what it answers counts instead. It says only what is looked at: all else is this one's.",
  },
} as const;

/** The schema of a kind of check, from the options that are its own. */
export function kind<const Type extends string, const Own, const Required extends readonly string[] = []>(
  type: Type,
  { description, properties, required }: { description: string; properties: Own; required?: Required },
) {
  return {
    type: 'object',
    description,
    additionalProperties: false,
    required: ['type', ...((required ?? []) as Required)] as const,
    properties: { type: { const: type }, ...common, ...properties },
  } as const;
}
