// The verb `check`: its words, its help, and the command it calls.

import { check } from '../../commands/check.ts';
import { readDuration } from '../duration.ts';
import { exitOfCheck } from '../exit-codes.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderCheck } from '../render-check.ts';
import { verb } from '../verb.ts';

/** The verb `check`. */
export const checkVerb = verb({
  usage: ['check'],
  describe: 'check every enabled service, and recover what stays broken (what cron runs; the default)',
  options: {
    'dry-run': { type: 'boolean', describe: 'show decisions and plans; touch nothing' },
    every: { type: 'string', describe: 'repeat at this interval, such as 5s, within one invocation' },
    for: {
      type: 'string',
      describe:
        'how long to repeat when no successor comes (default 90s), and until each check was seen through once',
    },
  },
  example: ['check --every 5s', 'from cron: detect within 5 seconds, not within a minute'],
  exits:
    '0 all is well, or another invocation is at work; 1 a service is down, or a recovery failed; 5 a critical one is down',
  run: async (words, surroundings) => {
    const options = {
      dryRun: words.dryRun ?? false,
      everyMs: duration(words.every),
      forMs: duration(words.for),
      exitOf: exitOfCheck,
    };
    return renderCheck(await check(options, surroundings), isTerminal());
  },
});

function duration(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readDuration(text);
}
