// The verb `explain`: its words, its help, and the command it calls.

import { explain } from '../../commands/explain/explain.ts';
import { renderExplain } from '../explain/render-explain.ts';
import { readInstant } from '../instant.ts';
import { isTerminal } from '../is-terminal.ts';
import { KEY, verb } from '../verb.ts';

/** The verb `explain`. */
export const explainVerb = verb({
  usage: ['explain <key>', 'why'],
  positionals: { key: KEY },
  describe: 'say why a service is as it is: every rule with its values, and what comes next',
  options: {
    at: { type: 'string', describe: 'how it was then, by the record: 10:00, 2026-11-20T10:00, or 90m (ago)' },
  },
  example: ['explain web', 'why is web not restarted?'],
  exits: '0 it was explained, whatever its state',
  run: async ({ key = '', at }, surroundings) => {
    const atMs = at === undefined ? undefined : readInstant(at, Date.now());
    return renderExplain(explain(key, atMs, surroundings), isTerminal());
  },
});
