// The verb `stop-all`: its words, its help, and the command it calls.

import { stopAll } from '../../commands/stop-all.ts';
import { renderSwitch } from '../render-switch.ts';
import { verb } from '../verb.ts';
import { SWITCH_EXITS } from './switch.ts';

/** The verb `stop-all`. */
export const stopAllVerb = verb({
  usage: ['stop-all'],
  describe: 'end every enabled service; nothing starts them until "on" or "start-all"',
  options: {},
  example: ['stop-all', 'before maintenance of the host'],
  exits: SWITCH_EXITS,
  run: async (_, surroundings) => renderSwitch(await stopAll(surroundings)),
});
