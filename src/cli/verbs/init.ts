// The verb `init`: its words, its help, and the command it calls.

import { findCandidates } from '../../commands/init/find.ts';
import { type InitWishes, init, isTaken, type Named } from '../../commands/init/init.ts';
import type { Candidate } from '../../core/init/candidate.ts';
import { UsageError } from '../../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { renderInit } from '../init/render-init.ts';
import { verb } from '../verb.ts';

const USUAL_PATH = 'config.json';

/** The verb `init`. */
export const initVerb = verb({
  usage: ['init'],
  describe: 'write a first config, for services that are found running, or that you name',
  options: {
    yes: { type: 'boolean', short: 'y', describe: 'ask nothing: take what is found, and what is named here' },
    path: { type: 'string', describe: `where the config is to be (default: -c, else ./${USUAL_PATH})` },
    'look-in': {
      type: 'string',
      describe: 'the folder of the heartbeats (default: the usual ones, and processes)',
    },
    key: { type: 'string', describe: 'a service of yours' },
    start: { type: 'string', describe: 'how that is started' },
    heartbeat: {
      type: 'string',
      describe: 'its heartbeat file (default: heartbeats/KEY.json beside the config)',
    },
    replace: { type: 'boolean', describe: 'write over a config that is there' },
  },
  example: ['init --yes --key web --start ./web.sh', 'for one service, without a question'],
  exits: '0 written, 1 given up by you: nothing was written',
  run: async (words, surroundings) => {
    const { yes = false, replace: isToReplace = false, lookIn } = words;
    const named = namedBy(words);
    const path = words.path ?? surroundings.configPath ?? USUAL_PATH;
    const found = findCandidates(lookIn, surroundings);
    const wishes: InitWishes = { path, found, named, isToReplace };
    if (yes) return renderInit(init(wishes, surroundings));
    if (!process.stdin.isTTY || !process.stdout.isTTY) throw noTerminal(found);
    const { askPerson } = await import('../init/ask-person.ts');
    const answers = await askPerson(wishes, (one) => isTaken(one, surroundings));
    if (answers === undefined) return { exitCode: EXIT.down, text: '', json: { services: [] } };
    return renderInit(init(answers, surroundings));
  },
});

function namedBy({
  key,
  start,
  heartbeat,
}: {
  key?: string;
  start?: string;
  heartbeat?: string;
}): readonly Named[] {
  if (key === undefined && start === undefined && heartbeat === undefined) return [];
  if (key !== undefined && start !== undefined) return [{ key, start, heartbeatPath: heartbeat }];
  throw new UsageError('command line: found a part of a service; expected --key and --start.', {
    hint: 'Write it such as --key web --start ./web.sh.',
  });
}

function noTerminal(found: readonly Candidate[]): UsageError {
  const keys = found.map(({ key }) => key).join(', ');
  return new UsageError('init: found no terminal to ask on; expected one, or --yes.', {
    hint: `With --yes it takes what is found: ${keys === '' ? 'nothing now, so that --key and --start are needed' : keys}.`,
  });
}
