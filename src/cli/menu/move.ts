// Where one is in the menu: which service, which action, how far scrolled; and the filter, which moves that. Knows no services' work.

import { bodyHeight } from './layout.ts';
import { listed, type Model } from './model.ts';
import { scrollBy } from './service-lines.ts';

const FAR = Number.MAX_SAFE_INTEGER;

/** How many lines a key moves by, down being more; nothing where it moves nothing. */
export function movementOf(key: string, model: Model): number | undefined {
  const page = Math.max(1, bodyHeight(model) - 1);
  const movements: Readonly<Record<string, number>> = {
    up: -1,
    down: 1,
    'page-up': -page,
    'page-down': page,
    home: -FAR,
    end: FAR,
  };
  return Object.hasOwn(movements, key) ? movements[key] : undefined;
}

/** Moves within the list, the actions, or the text that is shown. */
export function moveBy(model: Model, lines: number): Model {
  if (model.page === 'list') return select(model, lines);
  if (model.tab !== 'state' || Math.abs(lines) > 1) return scrollBy(model, lines);
  const last = (model.closeUp?.switches.length ?? 0) - 1;
  return { ...model, cursor: within(model.cursor + lines, last) };
}

/** Where what was shown went away, the first of the rest is selected. */
export function select(model: Model, lines = 0): Model {
  const services = listed(model);
  const place = services.findIndex(({ key }) => key === model.selected);
  return { ...model, selected: services[within(Math.max(0, place) + lines, services.length - 1)]?.key };
}

/** Back on the list. */
export function closed(model: Model): Model {
  return { ...model, page: 'list', closeUp: undefined, tab: 'state', cursor: 0, scroll: 0 };
}

/** The filter with one key more. */
export function typeFilter(model: Model, key: string): Model {
  if (key === 'escape') return leaveFilter(model);
  if (key === 'enter') return { ...model, isTyping: false };
  if (key === 'backspace') return select({ ...model, filter: model.filter.slice(0, -1) });
  const movement = movementOf(key, model);
  if (movement !== undefined) return select(model, movement);
  return key.length > 1 ? model : select({ ...model, filter: model.filter + key });
}

/** All services are listed again. */
export function leaveFilter(model: Model): Model {
  return select({ ...model, isTyping: false, filter: '' });
}

function within(place: number, last: number): number {
  return Math.max(0, Math.min(place, last));
}
