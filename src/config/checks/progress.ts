/** A check that a number grows: whoever works gets on with something. */
import { command, path } from '../text-schemas.ts';
import { kind } from './every-check.ts';

/** Options of a `progress` check. */
export const progressSchema = kind('progress', {
  description:
    'A number that must grow, from one of `heartbeat`, `file`, `glob`, `command` and `sqlite`. What was reached is kept over restarts, and the time begins anew with each instance; time asleep does not count. A number that falls begins anew and is no failure; one that cannot be had is unknown.',
  properties: {
    heartbeat: {
      type: 'string',
      enum: ['progress', 'iteration'],
      description: 'The number of that name in the heartbeat.',
    },
    file: { ...path, description: 'A file: how large it is, or when it was written.' },
    glob: {
      ...path,
      pattern: '^[^~\\u0000](?!.*[*][^/]*[*][^/]*[*][^/]*[*])[^\\u0000]*$',
      expected:
        'a path, absolute or relative to the config file, of which `*` and `?` may stand for a part of a name, with at most three `*` in each',
      description: 'Files, such as checkpoints: when the newest was written, or how many there are.',
      examples: ['checkpoints/step-*.pt'],
    },
    measure: {
      type: 'string',
      enum: ['size', 'mtime', 'newest', 'count'],
      defaultNote: '`mtime` of a file, `newest` of a glob',
      description:
        'What of the files counts: bytes (`size`), seconds since 1970 (`mtime`, `newest`), or their number.',
    },
    command: {
      ...command,
      description:
        'A command of which the last line of output is a number; what it says on stderr is no part of it.',
    },
    sqlite: { ...path, description: 'A database of SQLite, which is only read; with `query`.' },
    query: {
      type: 'string',
      pattern: '^[^\\u0000]{1,4096}$',
      expected: 'a SELECT of at most 4096 characters',
      description: 'What is asked of the database: the first value of the first row counts, none is 0.',
      examples: ['SELECT max(id) FROM done'],
    },
    min_increase: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 1e15,
      defaultNote: 'any growth at all',
      description: 'By how much it must have grown.',
    },
    within_seconds: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 31536000,
      unit: 'seconds',
      description: 'Within which time.',
    },
  },
  required: ['within_seconds'],
});
