// What the panes of one service say, line by line. Knows not how they are drawn.

import { renderHistory } from '../history/render-history.ts';
import { renderStatus } from '../render-status.ts';
import type { Model } from './model.ts';

/** The lines of the pane that is open; those of the state go before the actions. */
function linesOf({ closeUp, tab }: Pick<Model, 'closeUp' | 'tab'>): readonly string[] {
  if (closeUp === undefined) return ['Looking …'];
  if (tab === 'state') return renderStatus(closeUp.report, true).text.split('\n');
  if (tab === 'history') return renderHistory(closeUp.history, true).text.split('\n');
  const { path, lines } = closeUp.log;
  return lines.join('') === '' ? [`${path}: nothing yet`] : lines;
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
