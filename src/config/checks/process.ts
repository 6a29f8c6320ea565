/** A check that finds the process of a service: by our own record, by its pidfile, or by its command line. */
import { path } from '../text-schemas.ts';
import { common } from './every-check.ts';

/** Options of a `process` check. It is no look that may fail now and then: what is found is the service. */
export const processSchema = {
  type: 'object',
  description:
    'A process that must live: the one on record, or what the pidfile names, or whose command line matches. What is found is taken for the service, also when somebody else has started it; nothing found is proof that it is down. Counts by `consecutive_failures_threshold`; takes of the options of every check only `name`.',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { const: 'process' },
    name: common.name,
    pidfile: {
      ...path,
      description:
        'The file in which the service keeps its process id, by the number that it has out here and not in a container. As root: neither it nor its folders may be writable by others.',
    },
    match: {
      type: 'string',
      pattern: '^(?=.*[^*?\\s])[^\\u0000]{1,4096}$',
      expected: 'a command line, of which `*` and `?` may stand for a part',
      description:
        'The whole command line, its words divided by single spaces; `*` stands for anything, `?` for one character. What runs in a container, or as another service, is not meant; whom two services find is given to neither.',
      examples: ['nginx: master process *'],
    },
    user: {
      type: 'string',
      pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$',
      expected: "a user's name or number",
      defaultNote: 'as whom the commands run',
      description: "Whose process it is; anybody else's is none.",
    },
  },
} as const;
