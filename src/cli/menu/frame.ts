// The lines of the menu that say where one is and what goes on, as texts. Knows not how they are drawn.

import { span } from '../render-services.ts';
import { oneLine } from '../visible.ts';
import { listed, type Model, target } from './model.ts';

/** What is watched, and how it is. */
export function titleOf({ sight }: Pick<Model, 'sight'>): readonly [left: string, right: string] {
  const { config, services, lastTick } = sight;
  const states = services.map(({ state }) => state);
  const counts = [...new Set(states)].map(
    (one) => `${states.filter((state) => state === one).length} ${one}`,
  );
  const checked = lastTick === undefined ? 'never checked' : `checked ${span(lastTick.agoSeconds)} ago`;
  return [
    oneLine(config.path),
    `${counts.join(', ')}; ${checked}${lastTick?.isOverdue === false ? '' : '!'}`,
  ];
}

/** Why the selected service is as it is. */
export function whyOf(model: Model): string {
  const service = target(model);
  if (service === undefined)
    return listed(model).length === 0 ? 'No service has that in its key, name or state.' : '';
  const { key, reason, verdict, detail } = service;
  return oneLine([key, reason ?? verdict, detail].filter(Boolean).join(': '));
}

/** What is asked, typed, under way, or was last said. */
export function newsOf({ question, isTyping, filter, underWay, said, nowMs }: Model): News {
  if (question !== undefined) return { text: `${question.words}  y/N`, tone: 'question' };
  if (isTyping) return { text: `/${filter}_`, tone: 'question' };
  const works = underWay.map(
    ({ title, sinceMs }) => `${title} … ${span(Math.max(0, nowMs - sinceMs) / 1000)}`,
  );
  const only = filter === '' ? [] : [`only what has "${filter}" in it; esc shows all`];
  const words = [...works, ...(said === undefined ? only : [said.text])].join('  |  ');
  return { text: oneLine(words), tone: said?.isBad ? 'bad' : 'good' };
}

/** A line of news, and how it is meant. */
export interface News {
  readonly text: string;
  readonly tone: 'question' | 'good' | 'bad';
}

/** The keys that matter most where one is. */
export function keysOf({ page, tab }: Pick<Model, 'page' | 'tab'>): string {
  if (page === 'help') return 'any key: back';
  if (page === 'list') return 's start  k kill  r restart  enter details  / filter  ? all keys  q quit';
  const here = tab === 'state' ? 'arrows, space: action on/off' : 'up/down: scroll';
  return `tab: next pane  ${here}  esc: back  ?: all keys`;
}
