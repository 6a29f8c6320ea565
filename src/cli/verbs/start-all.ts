// The verb `start-all`: its words, its help, and the command it calls.

import { startAll } from '../../commands/start-all.ts';
import { renderSwitch } from '../render-switch.ts';
import { verb } from '../verb.ts';
import { SWITCH_EXITS, WAIT } from './switch.ts';

/** The verb `start-all`. */
export const startAllVerb = verb({
  usage: ['start-all'],
  describe: 'want every enabled service running',
  options: WAIT,
  example: ['start-all', 'after a stop-all'],
  exits: SWITCH_EXITS,
  run: async ({ wait = false }, surroundings) => renderSwitch(await startAll(wait, surroundings)),
});
