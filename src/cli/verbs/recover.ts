// The verb `recover`: its words, its help, and the command it calls.

import { recover } from '../../commands/recover.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { SWITCH_EXITS } from './switch.ts';

/** The verb `recover`. */
export const recoverVerb = verb({
  usage: ['recover [key]'],
  positionals: { key: KEY },
  describe:
    'recover now what is down, without waiting for a threshold or a backoff; leave alone what is well',
  options: {},
  example: ['recover', 'after a fault of the machine: everything that is down'],
  exits: SWITCH_EXITS,
  run: async ({ key }, surroundings) => renderSwitch(await recover(key, surroundings)),
});
