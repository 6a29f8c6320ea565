/** The option that tells when services are only watched. */
const windowSchema = {
  type: 'object',
  description: 'A time that comes again and again.',
  additionalProperties: false,
  required: ['cron', 'duration'],
  properties: {
    cron: {
      type: 'string',
      pattern: '^(@[a-z]{1,20}|\\S{1,60}( +\\S{1,60}){4})$',
      expected: 'the five fields of a crontab, such as `0 3 * * 0`',
      description:
        'When it begins, in the five fields of a crontab. What falls into an hour that the clocks skip begins right after it; what falls into one that they repeat begins once.',
      examples: ['0 3 * * 0'],
    },
    duration: {
      type: 'string',
      pattern: '^[0-9.smhd]{1,40}$',
      expected: 'a length of time, such as `2h` or `1h30m`',
      description: 'How long it lasts, at most 31 days: `90m`, `2h`, `1h30m`, `1d`.',
      examples: ['2h'],
    },
    timezone: {
      type: 'string',
      pattern: '^[A-Za-z0-9_+/-]{1,100}$',
      expected: 'the name of a time zone, such as `Europe/Berlin`',
      defaultNote: 'that of the host',
      description: 'The zone of these hours.',
      examples: ['Europe/Berlin'],
    },
    reason: {
      type: 'string',
      pattern: '^[^\\p{Cc}]{1,500}$',
      expected: 'one line of at most 500 characters',
      description: 'Why, for whoever comes upon it.',
      examples: ['weekly backup'],
    },
  },
} as const;

/** The option, for all services or for one. */
export const maintenance = {
  type: 'array',
  items: windowSchema,
  maxItems: 50,
  default: [],
  expected: 'a list of at most 50 windows',
  examples: [[{ cron: '0 3 * * 0', duration: '2h', timezone: 'Europe/Berlin', reason: 'weekly backup' }]],
} as const;
