/** The option that says when a channel is not to be used. */

const clockTime = {
  type: 'string',
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  expected: 'a time of day such as `22:00`',
} as const;

/** When a channel is quiet, day by day. */
export const quietHours = {
  type: 'object',
  description: 'When nothing is told here; what happens meanwhile is told together at the end.',
  additionalProperties: false,
  required: ['from', 'until'],
  properties: {
    from: { ...clockTime, description: 'When they begin.' },
    until: { ...clockTime, description: 'When they end; earlier than their beginning is the next day.' },
    time_zone: {
      type: 'string',
      pattern: '^[A-Za-z0-9_+/-]+$',
      defaultNote: "the machine's",
      expected: 'the name of a time zone, such as Europe/Berlin',
      description: 'By the clock of which time zone.',
    },
    critical_passes: {
      type: 'boolean',
      default: true,
      description: 'Whether what is critical is told all the same.',
    },
  },
  examples: [{ from: '22:00', until: '07:00', time_zone: 'Europe/Berlin' }],
} as const;
