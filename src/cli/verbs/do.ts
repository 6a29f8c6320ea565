// The verb `do`: its words, its help, and the command it calls.

import { doAction } from '../../commands/do.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { SWITCH_EXITS } from './switch.ts';

/** The verb `do`. */
export const doVerb = verb({
  usage: ['do <key> <action>'],
  positionals: { key: KEY, action: 'the name of one of its commands' },
  describe: "run one of a service's own commands now, and nothing else of its recovery",
  options: {},
  example: ['do web clear_db', 'clean up, while nothing else is done to web'],
  exits: SWITCH_EXITS,
  run: async ({ key = '', action = '' }, surroundings) =>
    renderSwitch(await doAction(key, action, surroundings)),
});
