// The verb `summary`: its words, its help, and the command it calls.

import { summary } from '../../commands/history/summary.ts';
import { UsageError } from '../../errors.ts';
import { renderSummary } from '../history/render-summary.ts';
import { isTerminal } from '../is-terminal.ts';
import { KEY, verb } from '../verb.ts';
import { SINCE, sinceOf } from './since.ts';

/** The verb `summary`. */
export const summaryVerb = verb({
  usage: ['summary [key]'],
  positionals: { key: KEY },
  describe: 'show in numbers how well services have been up (docs/history.md has the formulas)',
  options: { ...SINCE, week: { type: 'boolean', describe: 'of the last seven days' } },
  example: ['summary --week', 'uptime, repairs and restarts of the last seven days'],
  exits: '0 told',
  run: async ({ key: word, since, week = false }, surroundings) => {
    if (week && since !== undefined)
      throw new UsageError('command line: found both --week and --since; expected one of them.', {
        hint: '--week is --since 7d.',
      });
    return renderSummary(summary({ word, ...sinceOf(week ? '7d' : since) }, surroundings), isTerminal());
  },
});
