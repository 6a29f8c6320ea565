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
      description: 'Within this time something must have been written to it, from its first look on.',
    },
    must_not_match: {
      ...pattern,
      description:
        'What no line of it may hold that was written since the last look; of more than 64 KiB the last are searched, with a warning.',
      examples: ['FATAL|OutOfMemory'],
    },
  },
  required: ['path'],
});
