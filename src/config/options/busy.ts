/** The option by which a service that is at work may be late with its heartbeat. */

/** Options about patience with who is busy. */
export const busyOptions = {
  busy_grace_seconds: {
    type: 'number',
    minimum: 0,
    maximum: 31536000,
    default: 0,
    defaultNote: '0: none',
    unit: 'seconds',
    description:
      'How long a stale heartbeat does not count while the processes of its service use the processor (1 % of one) or read and write (64 KiB) from one look to the next. Needs `/proc`.',
  },
} as const;
