// What a key press makes of the menu, and what it asks of the world. Knows nothing of the world.

import { type Model, TABS, target, type Wish } from './model.ts';
import { closed, leaveFilter, moveBy, movementOf, typeFilter } from './move.ts';
import { requestBy } from './requests.ts';

/** The menu after an event, and what that asks for. */
export interface Step {
  readonly model: Model;
  readonly wish?: Wish | undefined;
}

/** One key: a character, or a name such as `up`, `enter` or `ctrl-c`. */
export function press(model: Model, key: string): Step {
  if (key === 'ctrl-c') return { model, wish: { kind: 'leave' } };
  if (model.question !== undefined) return answer(model, key);
  if (model.isTyping) return { model: typeFilter(model, key) };
  if (model.page === 'help') return { model: { ...model, page: 'list' } };
  const heard = { ...model, said: undefined };
  return onPage(heard, key) ?? anywhere(heard, key);
}

/** Anything but a clear yes is a no. */
function answer(model: Model, key: string): Step {
  const asked = { ...model, question: undefined };
  if (key !== 'y' && key !== 'Y')
    return { model: { ...asked, said: { text: 'Left as it is.', isBad: false } } };
  return { model: asked, wish: model.question?.wish };
}

function onPage(model: Model, key: string): Step | undefined {
  return model.page === 'list' ? onList(model, key) : onService(model, key);
}

function onList(model: Model, key: string): Step | undefined {
  if (key === '/') return { model: { ...model, isTyping: true } };
  if (key === 'escape') return { model: leaveFilter(model) };
  if (key !== 'enter' || target(model) === undefined) return undefined;
  return { model: { ...closed(model), page: 'service' }, wish: { kind: 'look' } };
}

function onService(model: Model, key: string): Step | undefined {
  if (key === 'escape' || key === 'backspace') return { model: closed(model) };
  const turn = TURNS[key];
  if (turn !== undefined) {
    const place = (TABS.indexOf(model.tab) + turn + TABS.length) % TABS.length;
    return { model: { ...model, tab: TABS[place] ?? 'state', scroll: 0 }, wish: { kind: 'look' } };
  }
  return key === ' ' && model.tab === 'state' ? toggle(model) : undefined;
}

const TURNS: Readonly<Record<string, number | undefined>> = { tab: 1, right: 1, left: -1 };

/** The recoveries take the action under the cursor, or no longer. */
function toggle(model: Model): Step | undefined {
  const found = model.closeUp?.switches[model.cursor];
  const entry = target(model)?.entry;
  if (found === undefined || entry === undefined) return undefined;
  const { action, isOn } = found;
  const title = `${entry}: recoveries ${isOn ? 'leave out' : 'take'} ${action}`;
  return { model, wish: { kind: 'edit', edit: { kind: 'action', entry, action, isOn: !isOn }, title } };
}

function anywhere(model: Model, key: string): Step {
  if (key === 'q') return { model, wish: { kind: 'leave' } };
  if (key === '?') return { model: { ...model, page: 'help' } };
  if (key === 'f')
    return { model: { ...model, said: { text: 'Looked again.', isBad: false } }, wish: { kind: 'look' } };
  const movement = movementOf(key, model);
  if (movement !== undefined) return { model: moveBy(model, movement) };
  const asked = requestBy(key, target(model));
  if (asked === undefined) return { model };
  return 'wish' in asked ? { model: { ...model, question: asked } } : { model, wish: asked };
}
