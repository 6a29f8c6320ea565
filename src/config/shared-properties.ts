/**
 * The options that mean the same for the whole file, in `defaults` and for one service.
 * Whose value wins is `resolve.ts`'s business.
 */

/** How patiently a service is recovered; every field may be overridden alone. */
export const restartPolicy = {
  type: 'object',
  description: 'How patiently, and how often, a service is recovered before we give up on it.',
  additionalProperties: false,
  properties: {
    max_restarts: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      default: 5,
      description:
        'Recoveries allowed within the window, and half of those allowed in a row without a stable period; one more and we give up, tell a human, and retry slowly.',
    },
    window_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 604800,
      default: 600,
      unit: 'seconds',
      description: 'The window in which recoveries are counted, also once we have given up.',
    },
    backoff_seconds: {
      type: 'number',
      minimum: 0,
      maximum: 86400,
      default: 10,
      unit: 'seconds',
      description: 'Wait before the second recovery in a row; the first is immediate.',
    },
    backoff_multiplier: {
      type: 'number',
      minimum: 1,
      maximum: 100,
      default: 2,
      description: 'By how much the wait grows each time.',
    },
    max_backoff_seconds: {
      type: 'number',
      minimum: 0,
      maximum: 86400,
      default: 300,
      unit: 'seconds',
      description: 'The longest wait between two recoveries.',
    },
    stable_seconds: {
      type: 'number',
      minimum: 0,
      maximum: 604800,
      default: 600,
      unit: 'seconds',
      description:
        'Health that must last this long before the backoff is forgotten; the window forgets nothing.',
    },
    success_threshold: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      defaultNote: 'none: `stable_seconds` alone decides',
      description:
        'Ticks in a row in which a service that was given up must be healthy to be trusted again, where that is sooner than the stable period.',
    },
  },
} as const;

/** The numbers (and the arguments) that the file sets for all services and a service may override. */
export const overridable = {
  consecutive_failures_threshold: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 2,
    description: 'Consecutive bad verdicts before a recovery.',
  },
  kill_timeout: {
    type: 'number',
    minimum: 0,
    maximum: 86400,
    default: 10,
    unit: 'seconds',
    description: 'Time between asking a service to end (TERM) and killing it (KILL).',
  },
  cleanup_timeout: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 86400,
    default: 60,
    unit: 'seconds',
    description:
      'Deadline of each cleanup command; one that overruns it is killed, and the recovery goes on.',
  },
  verify_delay: {
    type: 'number',
    minimum: 0,
    maximum: 86400,
    default: 2,
    unit: 'seconds',
    description: 'How long a started service is watched before its start counts as done.',
  },
  cleanup_args: {
    type: 'array',
    items: { type: 'string', pattern: '^[^\\u0000]*$', expected: 'text without NUL characters' },
    default: ['--force'],
    description: 'Arguments for every cleanup command that is a script; `[]` for none.',
  },
  restart_policy: restartPolicy,
} as const;
