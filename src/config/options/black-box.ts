/** What is kept of a service that we end of our own accord: whether, how much, and for how long. */

/** The black box, for the whole file. */
export const blackBox = {
  type: 'object',
  description:
    'What is written down in `log_dir`/incidents before a living service is ended of our own accord: its processes, their state, threads and files, and its last words; and what `commands.diagnose` prints.',
  additionalProperties: false,
  properties: {
    enabled: { type: 'boolean', default: true, description: 'Whether it is kept at all.' },
    max_kib: {
      type: 'integer',
      minimum: 4,
      maximum: 65536,
      default: 256,
      description: 'The largest size of one, in KiB.',
    },
    keep: {
      type: 'integer',
      minimum: 1,
      maximum: 100000,
      default: 100,
      description: 'How many are kept of all services together.',
    },
    keep_days: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 36500,
      default: 30,
      unit: 'days',
      description: 'How long they are kept; the newest five stay in any case.',
    },
  },
} as const;
