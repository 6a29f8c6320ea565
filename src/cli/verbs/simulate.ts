// The verb `simulate`: its words, its help, and the command it calls.

import { simulate } from '../../commands/simulate/simulate.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderSimulate } from '../simulate/render-simulate.ts';
import { verb } from '../verb.ts';

/** The verb `simulate`. */
export const simulateVerb = verb({
  usage: ['simulate <file>'],
  positionals: { file: 'a timeline: a config, what happens when, and what is expected of it' },
  describe: 'say what would be done if this and that happened; no time passes, nothing is touched',
  options: {},
  example: ['simulate timeline.json', 'try a config before it matters'],
  exits: '0 all expectations are met, 1 one is not',
  run: async ({ file = '' }, surroundings) => renderSimulate(simulate(file, surroundings), isTerminal()),
});
