// The verb `logs`: its words, its help, and the command it calls.

import { logs } from '../../commands/logs/logs.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderLogs } from '../render-logs.ts';
import { KEY, verb } from '../verb.ts';
import { FOLLOW_EXITS, PORTION, portionOf } from './portion.ts';

/** The verb `logs`. */
export const logsVerb = verb({
  usage: ['logs <key>', 'tail'],
  positionals: { key: KEY },
  describe: 'show what a service has printed, across rotation and truncation of its file',
  options: {
    ...PORTION,
    of: { type: 'string', describe: 'of this step or check of it, such as clear_db or check+queue' },
  },
  example: ['logs web -f -n 100', 'the last 100 lines, and those to come'],
  exits: FOLLOW_EXITS,
  run: async ({ key: word = '', of, ...words }, surroundings) =>
    renderLogs(logs({ word, of, ...portionOf(words) }, surroundings), isTerminal()),
});
