/** A check that holds the processes of a service to limits. */
import { kind } from './every-check.ts';

/** Options of a `resources` check. */
export const resourcesSchema = kind('resources', {
  description:
    'Limits for all processes of a service together, at least one of them; `failure_threshold` and `of` say for how many ticks one may be broken. Each limit counts for itself: of several the check of each is called `resources/max_memory_mb` and so on. Zombies that its processes leave, and a service that was stopped (state T), are told of. Needs `/proc`: elsewhere (macOS) it is unknown.',
  properties: {
    max_memory_mb: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1e9,
      unit: 'MiB',
      description:
        'Memory in use. What processes share is counted once for all of them (PSS), where the kernel tells it; until the plain sum (RSS) is above the limit it is not asked.',
    },
    max_cpu_percent: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1e6,
      description: 'Processor time from one look to the next; 100 is one processor all the time.',
    },
    max_open_files: {
      type: 'integer',
      minimum: 1,
      maximum: 1e9,
      description: 'Open files, sockets and pipes.',
    },
    max_processes: {
      type: 'integer',
      minimum: 1,
      maximum: 1e7,
      description: 'How many processes there are.',
    },
    max_age_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 31536000,
      unit: 'seconds',
      description: 'How long an instance may run; then it is replaced by a new one.',
    },
  },
});
