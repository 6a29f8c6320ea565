// What the panes of one service say, line by line, and how far they are scrolled. Knows not how they are drawn.

import { wrapWords } from '../fit-width.ts';
import { renderHistory } from '../history/render-history.ts';
import { renderStatus } from '../render-status.ts';
import { bodyHeight } from './layout.ts';
import { type Model, target } from './model.ts';

/** A line of a pane, and its place in it. */
interface Line {
  readonly at: number;
  readonly text: string;
}

/** The lines of the open pane that are seen: those that stay, then as many of the others as there is room for. */
export function shownLines(model: Model): readonly Line[] {
  const staying = stayingLines(model);
  const lines = scrolledLines(model);
  const room = roomFor(model);
  const most = Math.max(0, lines.length - room);
  const scrolled = Math.min(model.scroll, most);
  // What is in the order of time is seen from its end.
  const from = model.tab === 'state' ? scrolled : most - scrolled;
  return [...staying, ...lines.slice(from, from + room)].map((text, at) => ({ at, text }));
}

/** Scrolls the open pane by some lines, down being more, and never beyond its ends. */
export function scrollBy(model: Model, lines: number): Model {
  const most = Math.max(0, scrolledLines(model).length - roomFor(model));
  const wanted = Math.min(model.scroll, most) + (model.tab === 'state' ? lines : -lines);
  return { ...model, scroll: Math.max(0, Math.min(wanted, most)) };
}

function roomFor(model: Model): number {
  return Math.max(0, bodyHeight(model) - stayingLines(model).length);
}

function scrolledLines({ closeUp, tab }: Model): readonly string[] {
  if (closeUp === undefined) return ['Looking …'];
  if (tab === 'state') return renderStatus(closeUp.report, true).text.split('\n');
  if (tab === 'history') return renderHistory(closeUp.history, true).text.split('\n');
  const { path, lines } = closeUp.log;
  return lines.join('') === '' ? [`${path}: nothing yet`] : lines;
}

/** What can be acted on: the actions of its recoveries, and its own commands by the keys that run them. */
function stayingLines(model: Model): readonly string[] {
  if (model.tab !== 'state') return [];
  const { closeUp, cursor } = model;
  const switches = (closeUp?.switches ?? []).map(
    ({ action, isOn }, place) => `${place === cursor ? '>' : ' '}[${isOn ? 'x' : ' '}] ${action}`,
  );
  const actions = (target(model)?.actions ?? []).slice(0, 9).map((action, place) => `${place + 1} ${action}`);
  return [...told('recovery', switches, model), ...told('commands', actions, model)];
}

const LABEL_WIDTH = 14;
/** Holds together what belongs together, where lines are broken between words. */
const BOUND = '\u00a0';

function told(label: string, words: readonly string[], { size }: Pick<Model, 'size'>): readonly string[] {
  if (words.length === 0) return [];
  const bound = words.map((word) => word.replaceAll(' ', BOUND)).join(`${BOUND} `);
  const margins = [label.padEnd(LABEL_WIDTH - 1), ' '.repeat(LABEL_WIDTH - 1)] as const;
  return wrapWords(bound, size.columns, margins).replaceAll(BOUND, ' ').split('\n');
}
