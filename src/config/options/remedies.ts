/** By which steps a service is recovered: always the same, or others for other troubles and for troubles that stay. */
import { stepsSchema, stopSignal } from './steps.ts';

const by = (what: string) => ({ ...stepsSchema, expected: 'a list of steps', description: what }) as const;

const VERDICTS = {
  stale_pid: by('For a process that is dead.'),
  timed_out: by('For a heartbeat that is too old.'),
  no_heartbeat: by('For a heartbeat that is missing.'),
  invalid_heartbeat: by('For a heartbeat that makes no sense.'),
  error_status: by('For an illness that the service admits.'),
  check_failed: by('For a check that fails.'),
  no_progress: by('For work that does not go on.'),
  over_limit: by('For a limit that is exceeded.'),
} as const;

/** One rung of the escalation. */
const escalationSchema = {
  type: 'object',
  description: 'Other steps for a trouble that stays.',
  additionalProperties: false,
  required: ['after', 'actions'],
  expected: 'an object such as `{ "after": 2, "actions": [...] }`',
  properties: {
    after: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      description:
        'So many recoveries in a row must not have helped, with no stable period in between: with 2, these steps are taken from the third recovery on.',
    },
    actions: by('The steps from then on, whatever the verdict.'),
  },
} as const;

/** What a service may say of it, or `defaults` for all. */
export const remedyOptions = {
  recovery_actions: {
    type: ['array', 'object'],
    items: stepsSchema.items,
    maxItems: stepsSchema.maxItems,
    additionalProperties: false,
    properties: {
      ...VERDICTS,
      default: by('For every other verdict, and for `restart`.'),
    },
    expected: 'a list of steps, or an object with such lists by verdict',
    defaultNote: '`["kill", "start"]`, with `"clear_db"` between them when there is such a command',
    description:
      'The steps of a recovery in order: `kill`, which is built in, names from `commands`, and objects (below); or such lists by verdict.',
    examples: [['kill', 'clear_db', 'start']],
  },
  escalate: {
    type: 'array',
    items: escalationSchema,
    maxItems: 20,
    defaultNote: 'none',
    expected: 'a list of objects with `after` and `actions`',
    description:
      'Other steps for a trouble that stays; of several the one of the largest `after` that is reached.',
    examples: [[{ after: 2, actions: ['kill', 'clear_db', 'start'] }]],
  },
  stop_signal: stopSignal,
} as const;
