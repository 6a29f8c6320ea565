// The verb `history`: its words, its help, and the command it calls.

import { history } from '../../commands/history/history.ts';
import { readCount } from '../count.ts';
import { renderHistory } from '../history/render-history.ts';
import { isTerminal } from '../is-terminal.ts';
import { KEY, verb } from '../verb.ts';
import { SINCE, sinceOf } from './since.ts';

/** The verb `history`. */
export const historyVerb = verb({
  usage: ['history <key>'],
  positionals: { key: KEY },
  describe: 'show what was seen of a service and what was done, in the order of time',
  options: {
    ...SINCE,
    lines: { type: 'string', short: 'n', describe: 'only so many of the last entries (default: all)' },
  },
  example: ['history web --since 2h', 'its verdicts, changes and recoveries of the last two hours'],
  exits: '0 told',
  run: async ({ key: word = '', since, lines }, surroundings) => {
    const most = lines === undefined ? undefined : readCount(lines, 0);
    return renderHistory(history({ word, ...sinceOf(since) }, surroundings), isTerminal(), most);
  },
});
