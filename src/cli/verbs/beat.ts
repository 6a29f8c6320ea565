// The verb `beat`: its words, its help, and the command it calls.

import { configuredPlace } from '../../commands/apps/configured-place.ts';
import { placeInEnvironment } from '../../commands/apps/place.ts';
import { beatWords } from '../apps/beat-arguments.ts';
import { renderBeat } from '../apps/render-beat.ts';
import { verb } from '../verb.ts';

/** The verb `beat`. */
export const beatVerb = verb({
  usage: ['beat [key]'],
  positionals: { key: 'the service whose heartbeat it is (default: $WATCHDOG_KEY)' },
  describe: 'write one heartbeat, for a program that has no writer; says nothing when that is done',
  options: {
    progress: { type: 'string', describe: 'how far the work has come, a number (default: as before)' },
    status: { type: 'string', describe: 'any other than "running" is an illness (default: running)' },
    pid: {
      type: 'string',
      describe: 'on whose behalf (default: the process that the watchdog started, else the caller)',
    },
  },
  example: ['beat web --progress 42', 'from a script, each time a piece of work is done'],
  exits:
    '0 written, 1 it could not be written, 75 a later start of the service has taken the place of this one',
  run: async ({ key, ...written }, surroundings) => {
    const { beat } = await import('../../commands/apps/beat.ts');
    const isConfigNamed = surroundings.configPath !== undefined;
    const told = isConfigNamed ? undefined : placeInEnvironment(key, surroundings);
    const place = told ?? configuredPlace(key ?? surroundings.env.WATCHDOG_KEY, surroundings);
    return renderBeat(beat(place, beatWords(written), surroundings));
  },
});
