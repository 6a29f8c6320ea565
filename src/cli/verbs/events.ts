// The verb `events`: its words, its help, and the command it calls.

import { events } from '../../commands/history/events.ts';
import { renderEvents } from '../history/render-events.ts';
import { isTerminal } from '../is-terminal.ts';
import { KEY, verb } from '../verb.ts';
import { FOLLOW_EXITS, PORTION, portionOf } from './portion.ts';
import { sinceOf } from './since.ts';

const ALL_THERE_IS = '1970-01-01';

/** The verb `events`. */
export const eventsVerb = verb({
  usage: ['events [key]'],
  positionals: { key: KEY },
  describe: 'show what was told when it happened: of a service, or of everything',
  options: { ...PORTION, since: { type: 'string', describe: 'only since then: 2h, 7d, 2026-11-20' } },
  example: ['events -f', 'everything noteworthy as it happens'],
  exits: FOLLOW_EXITS,
  run: async ({ key: word, since, ...words }, surroundings) => {
    const query = { word, ...sinceOf(since, ALL_THERE_IS), ...portionOf(words) };
    return renderEvents(events(query, surroundings), isTerminal());
  },
});
