// The verb `restart`: its words, its help, and the command it calls.

import { restart } from '../../commands/restart.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { SWITCH_EXITS, WAIT } from './switch.ts';

/** The verb `restart`. */
export const restartVerb = verb({
  usage: ['restart <key>'],
  positionals: { key: KEY },
  describe: "run a service's whole recovery now; backoff and give-up are forgotten",
  options: WAIT,
  example: ['restart web --wait', 'restart web, and return once it is healthy'],
  exits: SWITCH_EXITS,
  run: async ({ key = '', wait = false }, surroundings) =>
    renderSwitch(await restart(key, wait, surroundings)),
});
