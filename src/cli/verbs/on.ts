// The verb `on`: its words, its help, and the command it calls.

import { on } from '../../commands/on.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { SWITCH_EXITS, WAIT } from './switch.ts';

/** The verb `on`. */
export const onVerb = verb({
  usage: ['on <key>', 'start'],
  positionals: { key: KEY },
  describe: 'want a service running; start it unless it runs',
  options: WAIT,
  example: ['on web', 'start web, and keep it running'],
  exits: SWITCH_EXITS,
  run: async ({ key = '', wait = false }, surroundings) => renderSwitch(await on(key, wait, surroundings)),
});
