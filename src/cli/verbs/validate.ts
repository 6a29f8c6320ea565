// The verb `validate`: its words, its help, and the command it calls.

import { validate } from '../../commands/validate.ts';
import { renderValidate } from '../render-validate.ts';
import { verb } from '../verb.ts';

/** The verb `validate`. */
export const validateVerb = verb({
  usage: ['validate'],
  describe: 'check the config; every mistake is told at once, and what somebody will regret of it',
  options: {
    fix: { type: 'boolean', describe: 'write the cures that change nothing of what is meant, and show them' },
    strict: { type: 'boolean', describe: 'take what is told for a mistake' },
  },
  example: ['validate --strict -c ./config.json', 'before cron reads it'],
  exits: '0 correct, 2 mistakes (with --strict also warnings)',
  run: async ({ fix = false, strict = false }, surroundings) =>
    renderValidate(validate({ isToMend: fix }, surroundings), { isStrict: strict }),
});
