/** The options by which services are put into an order: what depends on what, and what goes first. */

/** What a dependency must have come to. */
const condition = {
  type: 'string',
  enum: ['started', 'healthy'],
  default: 'healthy',
  description: 'What it must have come to: `started`, its process lives; `healthy`, it has proved itself.',
} as const;

/** One dependency: its key, or an object with more to say of it. */
export const dependency = {
  type: ['string', 'object'],
  additionalProperties: false,
  required: ['key'],
  properties: {
    key: { type: 'string', description: 'Its key in `processes`.' },
    condition,
  },
  expected: 'the key of a service, or an object with its `key`',
} as const;

/** Options of one service about its place among the others. */
export const dependencyOptions = {
  depends_on: {
    type: 'array',
    items: dependency,
    default: [],
    description:
      'Services that must be up before this one is recovered, or started together with them; a start of this one alone does not wait.',
    examples: [['db', { key: 'cache', condition: 'started' }]],
  },
  restart_dependents: {
    type: 'boolean',
    default: false,
    description:
      'Whether the services that depend on this one are restarted once a new instance of it is healthy.',
  },
  priority: {
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    default: 500,
    description: 'Which goes first among those that may start at once: the smaller.',
  },
  critical: {
    type: 'boolean',
    default: false,
    description:
      'Whether its failures are graver than those of others: logged as errors, told by an exit code of its own (5), and with a `max_restarts_per_hour` of their own.',
  },
} as const;
