// The verb `menu`: its words, its help, and the command it calls.

import { openMenu } from '../../commands/menu/open-menu.ts';
import { UsageError } from '../../errors.ts';
import { verb } from '../verb.ts';

/** The verb `menu`. */
export const menuVerb = verb({
  usage: ['menu', 'tui', 'top'],
  describe: 'look at all services and act on them, on a full screen',
  options: {},
  example: ['menu', 'then: ? for its keys, q to quit'],
  exits: '0 it was left, 2 also where stdin or stdout is no terminal',
  run: async (_, surroundings) => {
    if (!process.stdin.isTTY || !process.stdout.isTTY) throw noTerminal();
    const program = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
    const menu = openMenu(program, surroundings);
    // Heavy, and an ES module that waits while it is loaded: a file of its own.
    const { showMenu } = await import('../menu/show-menu.tsx');
    const underWay = await showMenu(menu, !process.env.NO_COLOR);
    const text = underWay.map((title) => `${title}: goes on; "watchdog status" tells.`).join('\n');
    return { exitCode: 0, text, json: { underWay } };
  },
});

function noTerminal(): UsageError {
  const stream = process.stdout.isTTY ? 'stdin' : 'stdout';
  return new UsageError(`menu: found a ${stream} that is no terminal; expected a terminal.`, {
    hint: 'In scripts use `watchdog status --json`, `on`, `off` and `restart`; over ssh ask for a terminal with `ssh -t`.',
  });
}
