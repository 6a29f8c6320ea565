// The verb `cron`: its words, its help, and the command it calls.

import { CRON_ACTIONS, cron } from '../../commands/install/cron.ts';
import { readDuration } from '../duration.ts';
import { actionFrom } from '../install/action-word.ts';
import { renderCron } from '../install/render-cron.ts';
import { verb } from '../verb.ts';

/** The verb `cron`. */
export const cronVerb = verb({
  usage: ['cron <action>'],
  positionals: { action: `one of ${CRON_ACTIONS.join(', ')}` },
  describe: 'have cron start the watchdog: one line of ours in the crontab; all others stay as they are',
  options: {
    every: {
      type: 'string',
      describe: '(install) look again at this interval, such as 5s, between the starts',
    },
    'env-path': { type: 'string', describe: '(install) PATH of all that is started (default: yours)' },
    user: { type: 'string', describe: 'whose crontab, as root (default: your own)' },
  },
  example: ['cron install --every 5s', 'find what is dead within 5 seconds, from now on'],
  exits: '0 done; 1 not done, or (status) no line of ours is there and enabled',
  run: async ({ action, every, envPath, user }, surroundings) => {
    if (every !== undefined) readDuration(every);
    return renderCron(await cron(actionFrom(action, CRON_ACTIONS), { every, envPath, user }, surroundings));
  },
});
