// The verb `tune`: its words, its help, and the command it calls.

import { tune } from '../../commands/tune/tune.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderTune } from '../tune/render-tune.ts';
import { KEY, verb } from '../verb.ts';
import { SINCE, sinceOf } from './since.ts';

/** The verb `tune`. */
export const tuneVerb = verb({
  usage: ['tune <key>'],
  positionals: { key: KEY },
  describe: 'propose a timeout, graces and thresholds, by the beats, starts and restarts on record',
  options: SINCE,
  example: ['tune web', 'is its timeout too short, or longer than it need be?'],
  exits: '0 it was told, whatever it is',
  run: async ({ key: word = '', since }, surroundings) =>
    renderTune(tune({ word, ...sinceOf(since) }, surroundings), isTerminal()),
});
