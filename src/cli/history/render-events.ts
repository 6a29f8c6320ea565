// What `events` says: a line for each.

import type { EventsReport } from '../../commands/history/events.ts';
import type { PastEvent } from '../../core/history/recorded.ts';
import { EXIT } from '../exit-codes.ts';
import { terminalWidth, wrapWords } from '../fit-width.ts';
import type { Outcome } from '../front-door.ts';
import { paint } from '../paint.ts';
import { tellAll } from '../tell-all.ts';
import { oneLine } from '../visible.ts';
import { hereAt, utcAt } from '../when.ts';

/** Events, ready to be told: in words where a person looks, tab-separated in a pipe. */
export function renderEvents({ events, following }: EventsReport, isTerminal: boolean): Outcome {
  const tell = (event: PastEvent) => (isTerminal ? sentence(event) : cells(event).join('\t'));
  const none = isTerminal && events.length === 0 && following === undefined ? ['no events'] : [];
  if (following === undefined) {
    const text = [...none, ...events.map(tell)].join('\n');
    return { exitCode: EXIT.fine, text, json: { events: events.map(eventForPrograms) } };
  }
  const all = tellAll(events, following, (event) => ({ text: tell(event), json: eventForPrograms(event) }));
  return { exitCode: EXIT.fine, text: '', json: undefined, following: all };
}

/** An event as programs get it. */
export function eventForPrograms({ atMs, key, kind, message }: PastEvent) {
  return { at: utcAt(atMs), key, kind, message };
}

function cells({ atMs, key = '-', kind, message }: PastEvent): readonly string[] {
  return [utcAt(atMs), key, kind, message].map(oneLine);
}

const BAD: ReadonlySet<string> = new Set(['down', 'given_up', 'mass_failure', 'host_trouble', 'damaged']);
const GOOD: ReadonlySet<string> = new Set(['up', 'recovered', 'started', 'host_relief']);

function sentence({ atMs, key, kind, message }: PastEvent): string {
  const words = oneLine([key, kind, message].filter(Boolean).join(': '));
  const lines = wrapWords(words, terminalWidth(), [`${hereAt(atMs)}  `, '  ']).split('\n');
  const colour = BAD.has(kind) ? 'red' : GOOD.has(kind) ? 'green' : undefined;
  return lines.map((line) => (colour === undefined ? line : paint(line, colour))).join('\n');
}
