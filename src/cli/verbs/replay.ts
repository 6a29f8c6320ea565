// The verb `replay`: its words, its help, and the command it calls.

import { replay } from '../../commands/replay/replay.ts';
import { isTerminal } from '../is-terminal.ts';
import { renderReplay } from '../replay/render-replay.ts';
import { verb } from '../verb.ts';
import { SINCE, sinceOf } from './since.ts';

/** The verb `replay`. */
export const replayVerb = verb({
  usage: ['replay'],
  describe: 'say what would have been done by other settings, by what is on record',
  options: {
    with: {
      type: 'string',
      describe:
        'the config with the other settings (default: that of --config, against the one in its usual place)',
    },
    ...SINCE,
  },
  example: ['replay --with other.json --since 7d', 'would it have saved restarts, or found trouble later?'],
  exits: '0 it was told, whatever it is',
  run: async ({ with: file, since }, surroundings) =>
    renderReplay(replay({ file, ...sinceOf(since) }, surroundings), isTerminal()),
});
