// The verb `doctor`: its words, its help, and the command it calls.

import { doctor } from '../../commands/doctor/doctor.ts';
import { renderDoctor } from '../render-doctor.ts';
import { verb } from '../verb.ts';

/** The verb `doctor`. */
export const doctorVerb = verb({
  usage: ['doctor'],
  describe: 'look for what keeps services from being watched, each with its cure; changes nothing',
  options: {},
  example: ['doctor', 'after `cron install`, or when nothing seems to happen'],
  exits: '0 nothing is in the way, 1 something is',
  run: async (_, surroundings) => renderDoctor(await doctor(surroundings)),
});
