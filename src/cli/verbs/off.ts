// The verb `off`: its words, its help, and the command it calls.

import { off } from '../../commands/off.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { readWording, SWITCH_EXITS, WORDING } from './switch.ts';

/** The verb `off`. */
export const offVerb = verb({
  usage: ['off <key>', 'stop'],
  positionals: { key: KEY },
  describe: 'end a service and all its processes; nothing starts it until "on"',
  options: WORDING,
  example: ['off web --for 30m --reason deploy', 'stop web for half an hour; without --for, for good'],
  exits: SWITCH_EXITS,
  run: async ({ key = '', ...words }, surroundings) =>
    renderSwitch(await off(key, readWording(words), surroundings)),
});
