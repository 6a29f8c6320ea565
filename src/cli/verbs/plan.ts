// The verb `plan`: its words, its help, and the command it calls.

import { plan } from '../../commands/plan/plan.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderPlan } from '../plan/render-plan.ts';
import { verb } from '../verb.ts';

/** The verb `plan`. */
export const planVerb = verb({
  usage: ['plan'],
  describe: 'say what the next check does because of an edit of the config',
  options: {
    from: { type: 'string', describe: 'the former config file (default: the one last checked by)' },
  },
  example: ['plan', 'after an edit, before cron comes'],
  exits: '0 it was told, whatever it is',
  run: async ({ from }, surroundings) => renderPlan(plan(from, surroundings), isTerminal()),
});
