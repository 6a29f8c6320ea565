// The verb `validate`: its words, its help, and the command it calls.

import { validate } from '../../commands/validate.ts';
import { verb } from '../verb.ts';
import { oneLine } from '../visible.ts';

/** The verb `validate`. */
export const validateVerb = verb({
  usage: ['validate'],
  describe: 'check the config; every mistake is told at once, and what root should beware of',
  options: {},
  example: ['validate -c ./config.json', 'before cron reads it'],
  exits: '0 correct, 2 mistakes',
  run: async (_, surroundings) => {
    const report = validate(surroundings);
    const services = report.services === 1 ? '1 service' : `${report.services} services`;
    const correct = `${report.path}: correct; ${services}, ${report.enabled} enabled`;
    const text = [correct, ...report.warnings.map((words) => oneLine(`warning: ${words}`))].join('\n');
    return { exitCode: 0, text, json: report };
  },
});
