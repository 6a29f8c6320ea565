/** A check that reads what a log file has grown by. */
import { path } from '../text-schemas.ts';
import { kind } from './every-check.ts';
import { pattern } from './pattern.ts';

/** Options of a `log` check. */
export const logSchema = kind('log', {
  description:
    'A file that must be there, and is read from where it ended at the last look; one that was rotated or cut is read from its beginning. A match counts at the look that finds it: with `consecutive_failures_threshold: 1` one line is enough for a recovery.',
  properties: {
    path: { ...path, description: 'The file; a link is followed.', examples: ['logs/web.log'] },
    grows_within_seconds: {
      type: 'number',
      minimum: 1,
      maximum: 31536000,
      unit: 'seconds',
      description:
        'Within this time something must have been written to it, from its first look on, and from the start of each instance.',
    },
    must_not_match: {
      ...pattern,
      description:
        'What no line of it may hold that was written since the last look, or since the start of the instance. Of very much (more than 16 MiB, or than can be searched in half of `timeout_seconds`) the rest is searched at the next look, with a warning.',
      examples: ['FATAL|OutOfMemory'],
    },
  },
  required: ['path'],
});
