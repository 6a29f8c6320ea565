// The verb `release`: its words, its help, and the command it calls.

import { release } from '../../commands/release.ts';
import { renderSwitch } from '../render-switch.ts';
import { KEY, verb } from '../verb.ts';
import { SWITCH_EXITS } from './switch.ts';

/** The verb `release`. */
export const releaseVerb = verb({
  usage: ['release <key>', 'unpause'],
  positionals: { key: KEY },
  describe: 'end a hold: what was wanted of the service before is wanted again',
  options: {},
  example: ['release web', 'let web be recovered again'],
  exits: SWITCH_EXITS,
  run: async ({ key = '' }, surroundings) => renderSwitch(await release(key, surroundings)),
});
