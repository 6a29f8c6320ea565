// What the panes of one service say, line by line. Knows not how they are drawn.

import { renderHistory } from '../history/render-history.ts';
import { renderStatus } from '../render-status.ts';
import { type Model, target } from './model.ts';

/** The lines of the pane that is open; those of the state go before the actions. */
function linesOf(model: Model): readonly string[] {
  const { closeUp, tab } = model;
  if (closeUp === undefined) return ['Looking …'];
  if (tab === 'state') return [...renderStatus(closeUp.report, true).text.split('\n'), ...numbered(model)];
  if (tab === 'history') return renderHistory(closeUp.history, true).text.split('\n');
  const { path, lines } = closeUp.log;
  return lines.join('') === '' ? [`${path}: nothing yet`] : lines;
}

/** Its own commands, by the keys that run them. */
function numbered(model: Model): readonly string[] {
  const actions = (target(model)?.actions ?? []).slice(0, 9);
  if (actions.length === 0) return [];
  return [`commands      ${actions.map((action, place) => `${place + 1} ${action}`).join('  ')}`];
}

/** Those of them that are shown, each with its place; what is in the order of time is seen from its end. */
export function shownLines(
  model: Model,
  height: number,
): readonly { readonly at: number; readonly text: string }[] {
  const lines = linesOf(model);
  const most = Math.max(0, lines.length - height);
  const scrolled = Math.min(model.scroll, most);
  const from = model.tab === 'state' ? scrolled : most - scrolled;
  return lines.slice(from, from + height).map((text, index) => ({ at: from + index, text }));
}
