// The verb `alert`: its words, its help, and the command it calls.

import { EXIT } from '../exit-codes.ts';
import { actionFrom } from '../install/action-word.ts';
import { verb } from '../verb.ts';
import { oneLine } from '../visible.ts';

/** The verb `alert`. */
export const alertVerb = verb({
  usage: ['alert <action> [channel]'],
  describe: 'test: send an alert by each channel now, or by one, and tell what its other end answers',
  positionals: { action: 'test', channel: 'its name in `alerts`' },
  options: {},
  example: ['alert test ops', 'whether it arrives, before it is needed'],
  exits: '0 every channel has taken it, 1 one has not',
  run: async ({ action, channel }, surroundings) => {
    actionFrom(action, ['test']);
    const { testAlerts } = await import('../../commands/test-alerts.ts');
    const report = await testAlerts(channel, surroundings);
    const isTaken = report.channels.every(({ kind }) => kind === 'delivered');
    const lines = report.channels.map(({ name, kind, answer }) => oneLine(`${name}: ${kind}: ${answer}`));
    return { exitCode: isTaken ? EXIT.fine : EXIT.down, text: lines.join('\n'), json: report };
  },
});
