// The verb `restart-all`: its words, its help, and the command it calls.

import { restartAll } from '../../commands/restart-all.ts';
import { renderSwitch } from '../render-switch.ts';
import { verb } from '../verb.ts';
import { SWITCH_EXITS } from './switch.ts';

/** The verb `restart-all`. */
export const restartAllVerb = verb({
  usage: ['restart-all'],
  describe: 'restart every enabled service that is neither off nor held',
  options: {},
  example: ['restart-all', 'after a change that concerns all'],
  exits: SWITCH_EXITS,
  run: async (_, surroundings) => renderSwitch(await restartAll(surroundings)),
});
