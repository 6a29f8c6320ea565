/** The options that say whether, and after how many failures of which kind, a service is recovered. */

const failures = { type: 'integer', minimum: 1, maximum: 1000 } as const;

const by = (what: string) => ({ ...failures, description: `Of ${what}.` }) as const;

/** Verdicts that may have a threshold of their own. */
const thresholds = {
  type: 'object',
  additionalProperties: false,
  description:
    'Consecutive bad verdicts before a recovery, for verdicts of which `consecutive_failures_threshold` is not to hold.',
  properties: {
    stale_pid: by('a process that is dead'),
    timed_out: by('a heartbeat that is too old'),
    no_heartbeat: by('a heartbeat that is missing'),
    invalid_heartbeat: by('a heartbeat that makes no sense'),
    error_status: by('an illness that the service admits'),
    check_failed: by('a check that fails'),
    no_progress: by('work that does not go on'),
    over_limit: by('a limit that is exceeded'),
  },
  examples: [{ stale_pid: 1 }],
} as const;

/** What a service may say of it, or `defaults` for all. */
export const policyOptions = {
  restart: {
    type: 'string',
    enum: ['always', 'on-failure', 'never'],
    default: 'always',
    description:
      'Whether a service that is down is recovered: always; not after a clean end, at which its writer has removed its heartbeat or left the status `stopped` in it, or its start has exited with 0 within `verify_delay` (where only checks tell of it, it may have gone into the background then, and they decide); or never, when it is only watched.',
  },
  thresholds,
  give_up_exit_codes: {
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 255, expected: 'an exit code from 1 to 255' },
    default: [78, 125],
    description:
      'Exit codes of a failed start, or of a program under `watchdog run`, after which no other is tried soon: the service is given up at once.',
  },
  retry_exit_codes: {
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 255, expected: 'an exit code from 1 to 255' },
    default: [75],
    description:
      'Exit codes of a failed start, or of a program under `watchdog run`, that ask for another try: the service is not given up for it, and tried again within the limits of its `restart_policy`.',
  },
} as const;
