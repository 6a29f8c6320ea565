// The verb `off`: its words, its help, and the command it calls.

import { off } from '../../commands/off.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { SWITCH_EXITS } from './switch.ts';

/** The verb `off`. */
export const offVerb = verb({
  usage: ['off <key>', 'stop'],
  positionals: { key: KEY },
  describe: 'end a service and all its processes; nothing starts it until "on"',
  options: {},
  example: ['off web', 'stop web for good'],
  exits: SWITCH_EXITS,
  run: async ({ key = '' }, surroundings) => renderSwitch(await off(key, surroundings)),
});
