// The verb `launchd`: its words, its help, and the command it calls.

import { LAUNCHD_ACTIONS, launchd } from '../../commands/install/launchd.ts';
import { readDuration } from '../duration.ts';
import { EXIT } from '../exit-codes.ts';
import { actionFrom } from '../install/action-word.ts';
import { UNIT_NAME } from '../install/unit-name.ts';
import { verb } from '../verb.ts';

/** The verb `launchd`. */
export const launchdVerb = verb({
  usage: ['launchd <action>'],
  positionals: { action: `one of ${LAUNCHD_ACTIONS.join(', ')}` },
  describe: 'print the property list by which launchd of macOS starts the watchdog',
  options: {
    every: { type: 'string', describe: 'look again at this interval, such as 5s, between the starts' },
    'env-path': { type: 'string', describe: 'PATH of all that is started (default: yours)' },
    name: { type: 'string', describe: `its label (default: ${UNIT_NAME})` },
  },
  example: [
    'launchd print > ~/Library/LaunchAgents/watchdog-supervisor.plist',
    'then launchctl bootstrap gui/$UID that file',
  ],
  exits: '0 printed',
  run: async ({ action, every, envPath, name = UNIT_NAME }, surroundings) => {
    actionFrom(action, LAUNCHD_ACTIONS);
    if (every !== undefined) readDuration(every);
    const report = launchd({ every, envPath, name }, surroundings);
    return { exitCode: EXIT.fine, text: report.text.trimEnd(), json: report };
  },
});
