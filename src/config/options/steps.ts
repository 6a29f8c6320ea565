/** How the steps of a recovery are written. It does not know which commands a service has. */
import { name } from '../text-schemas.ts';
import { GENTLE_SIGNALS, RUNG_SIGNALS } from './signals.ts';

const LONGEST_SECONDS = 3600;

const rung = {
  type: 'array',
  items: [
    { type: 'string', enum: RUNG_SIGNALS },
    { type: 'number', minimum: 0, maximum: LONGEST_SECONDS, unit: 'seconds' },
  ],
  minItems: 2,
  maxItems: 2,
  additionalItems: false,
  expected: 'a signal and the seconds to wait after it, such as `["SIGTERM", 10]`',
} as const;

/** One step of a recovery. */
export const stepSchema = {
  type: ['string', 'object'],
  description: 'One step of a recovery: `kill`, `start`, the name of a command, or one of the objects below.',
  pattern: name.pattern,
  expected: '`kill`, the name of a command, or an object with `run`, `wait`, `signal` or `kill`',
  additionalProperties: false,
  properties: {
    run: { ...name, description: 'Runs one of the commands.', examples: ['clear_db'] },
    timeout_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 86400,
      unit: 'seconds',
      defaultNote: '`cleanup_timeout`',
      description: 'With `run`: the deadline of this command.',
    },
    on_failure: {
      type: 'string',
      enum: ['continue', 'stop'],
      default: 'continue',
      description: 'With `run`: whether the recovery goes on, or has failed, when the command fails.',
    },
    wait: {
      type: 'number',
      minimum: 0,
      maximum: LONGEST_SECONDS,
      unit: 'seconds',
      description: 'Waits; what has passed of it when the watchdog dies is not waited for again.',
      examples: [5],
    },
    signal: {
      type: 'string',
      enum: GENTLE_SIGNALS,
      description: 'Sent to the process that was started, and to none of its children.',
      examples: ['SIGHUP'],
    },
    kill: {
      type: 'array',
      items: rung,
      minItems: 1,
      maxItems: 20,
      expected: 'a list of signals, each with the seconds to wait after it',
      description:
        'Ends all of the service by these signals, one after the other while anything of it lives; KILL comes last in any case. The wait after KILL is for the proof that nothing lives.',
      examples: [
        [
          ['SIGQUIT', 2],
          ['SIGTERM', 10],
          ['SIGKILL', 5],
        ],
      ],
    },
  },
} as const;

/** The steps of a recovery in their order. */
export const stepsSchema = { type: 'array', items: stepSchema, maxItems: 100 } as const;

/** How a service is asked to end. */
export const stopSignal = {
  type: 'string',
  enum: GENTLE_SIGNALS,
  default: 'SIGTERM',
  description: 'What `kill` and `off` send first; KILL follows after `kill_timeout`.',
} as const;
