// The verb `run`: its words, its help, and the command it calls.

import { configuredPlace } from '../../commands/apps/configured-place.ts';
import { placeInEnvironment } from '../../commands/apps/place.ts';
import { runProgram } from '../apps/run-program.ts';
import { verb } from '../verb.ts';

/** The verb `run`. */
export const runVerb = verb({
  usage: ['run <key>'],
  positionals: { key: 'the service that it is' },
  takesCommand: true,
  passesSignals: true,
  describe: 'run a program that has no writer, and beat for it while it lives',
  options: {
    every: {
      type: 'string',
      describe: 'between two beats (default: a quarter of timeout_seconds, at most 30s)',
    },
    'progress-from': { type: 'string', describe: '"output": beat only while its output moves' },
    'progress-timeout': { type: 'string', describe: 'how long that may stand still (default: 60s)' },
  },
  example: ['run web -- python3 -m http.server', 'as the start command of web'],
  exits:
    'those of the program, or its signal; 126 and 127 it could not be started; 75 it was replaced, and ended',
  run: async ({ key = '', command = [], ...words }, surroundings) => {
    const isConfigNamed = surroundings.configPath !== undefined;
    const told = isConfigNamed ? undefined : placeInEnvironment(key, surroundings);
    return runProgram(told ?? configuredPlace(key, surroundings), { ...words, command }, surroundings);
  },
});
