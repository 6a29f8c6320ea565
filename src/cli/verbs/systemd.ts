// The verb `systemd`: its words, its help, and the command it calls.

import { SYSTEMD_ACTIONS, systemd } from '../../commands/install/systemd.ts';
import { readDuration } from '../duration.ts';
import { actionFrom } from '../install/action-word.ts';
import { renderSystemd } from '../install/render-systemd.ts';
import { UNIT_NAME } from '../install/unit-name.ts';
import { verb } from '../verb.ts';

const SCOPES = ['system', 'user'] as const;

/** The verb `systemd`. */
export const systemdVerb = verb({
  usage: ['systemd <action>'],
  positionals: { action: `one of ${SYSTEMD_ACTIONS.join(', ')}` },
  describe: 'have systemd start the watchdog: a timer, and a service that leaves alive what is started',
  options: {
    every: {
      type: 'string',
      describe: '(install) look again at this interval, such as 5s, between the starts',
    },
    'env-path': { type: 'string', describe: '(install) PATH of all that is started (default: yours)' },
    name: { type: 'string', describe: `of both units (default: ${UNIT_NAME})` },
    scope: { type: 'string', describe: '"system" (as root, the default there) or "user"' },
    print: { type: 'boolean', describe: '(install) only print what would be written' },
  },
  example: ['systemd install --every 5s', 'find what is dead within 5 seconds, from now on'],
  exits: '0 done; 1 not done, or (status) the timer is not at work',
  run: async ({ action, every, envPath, name = UNIT_NAME, scope, print = false }, surroundings) => {
    if (every !== undefined) readDuration(every);
    const usual = process.geteuid?.() === 0 ? 'system' : 'user';
    const whose = scope === undefined ? usual : actionFrom(scope, SCOPES);
    const wishes = { every, envPath, name, scope: whose, isToPrint: print };
    return renderSystemd(systemd(actionFrom(action, SYSTEMD_ACTIONS), wishes, surroundings));
  },
});
