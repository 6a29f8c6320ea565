// The verb `hold`: its words, its help, and the command it calls.

import { hold } from '../../commands/hold.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { readWording, SWITCH_EXITS, WORDING } from './switch.ts';

/** The verb `hold`. */
export const holdVerb = verb({
  usage: ['hold <key>', 'pause'],
  positionals: { key: KEY },
  describe: 'only watch a service: nothing is done to it of our own accord until "release"',
  options: WORDING,
  example: ['hold web --for 2h --reason "looking into a leak"', 'leave web alone for two hours'],
  exits: SWITCH_EXITS,
  run: async ({ key = '', ...words }, surroundings) =>
    renderSwitch(await hold(key, readWording(words), surroundings)),
});
