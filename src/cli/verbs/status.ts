// The verb `status`: its words, its help, and the command it calls.

import { status } from '../../commands/status.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderStatus } from '../render-status.ts';
import { KEY, verb } from '../verb.ts';

/** The verb `status`. */
export const statusVerb = verb({
  usage: ['status [key]', 'ls', 'ps', 'list', 'describe'],
  positionals: { key: KEY },
  describe: 'show how every service is at this moment, or all about one',
  options: {},
  example: ['status --json', 'the same for programs'],
  exits: '0 running, 1 (without a key) a service is down, 5 a critical one, 3 (with a key) it is not running',
  run: async ({ key }, surroundings) => renderStatus(await status(key, surroundings), isTerminal()),
});
