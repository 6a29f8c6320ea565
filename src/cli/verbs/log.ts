// The verb `log`: its words, its help, and the command it calls.

import { log } from '../../commands/logs/log.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderLog } from '../render-logs.ts';
import { verb } from '../verb.ts';
import { FOLLOW_EXITS, PORTION, portionOf } from './portion.ts';

/** The verb `log`. */
export const logVerb = verb({
  usage: ['log'],
  describe: 'show our own log, over as many days as it takes',
  options: PORTION,
  example: ['log -f', 'see what is decided and done as it happens'],
  exits: FOLLOW_EXITS,
  run: async (words, surroundings) => renderLog(log(portionOf(words), surroundings), isTerminal()),
});
