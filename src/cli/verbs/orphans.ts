// The verb `orphans`: its words, its help, and the command it calls.

import { orphans } from '../../commands/orphans.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderOrphans } from '../render-orphans.ts';
import { verb } from '../verb.ts';

/** The verb `orphans`. */
export const orphansVerb = verb({
  usage: ['orphans'],
  describe: 'list what lives on of services no longer configured, and of superseded instances',
  options: { kill: { type: 'boolean', describe: 'end it all' } },
  example: ['orphans --kill', 'after a service was taken out of the config'],
  exits: '0 nothing lives on, 1 something does, or nobody can tell, 75 the lease was not handed over in time',
  run: async ({ kill = false }, surroundings) =>
    renderOrphans(await orphans(kill, surroundings), isTerminal()),
});
