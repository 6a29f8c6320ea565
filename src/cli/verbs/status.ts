// The verb `status`: its words, its help, and the command it calls.

import { status } from '../../commands/status.ts';
import { UsageError } from '../../errors.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderStatus } from '../render-status.ts';
import { KEY, verb } from '../verb.ts';

/** The verb `status`. */
export const statusVerb = verb({
  usage: ['status [key]', 'ls', 'ps', 'list', 'describe'],
  positionals: { key: KEY },
  describe: 'show how every service is at this moment, or all about one',
  options: {
    watch: { type: 'boolean', short: 'w', describe: 'look again and again, until Ctrl-C' },
    every: { type: 'string', describe: 'with --watch: how often (default 2s)' },
    nagios: {
      type: 'boolean',
      describe: 'one line with measures, and the exit codes of a monitoring plugin',
    },
  },
  example: ['status --watch', 'every service, drawn anew every two seconds'],
  exits:
    '0 running, 1 (without a key) a service is down, 5 a critical one, 3 (with a key) it is not running; with --nagios 0 well, 1 a warning, 2 critical, 3 unknown; with --watch 0',
  run: async ({ key, watch = false, every, nagios = false }, surroundings) => {
    if ((watch && nagios) || (every !== undefined && !watch)) throw misfit(nagios);
    if (!watch && !nagios) return renderStatus(await status(key, surroundings), isTerminal());
    const { statusAsPlugin, watchStatus } = await import('../status/other-ways.ts');
    return nagios ? statusAsPlugin(key, surroundings) : watchStatus(key, every, surroundings);
  },
});

function misfit(isPlugin: boolean): UsageError {
  const found = isPlugin ? '--nagios and --watch' : '--every without --watch';
  return new UsageError(`command line: found ${found}; expected one way to tell the status.`, {
    hint: '--watch [--every 5s] goes on; --nagios is one line.',
  });
}
