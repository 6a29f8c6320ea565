// The menu after whatever may happen to it. Pure: what is to be done about it is a wish.

import type { CloseUp } from '../../commands/menu/close-up.ts';
import type { Ended } from '../../commands/menu/parse-ended.ts';
import type { MenuSight } from '../../commands/menu/sight.ts';
import type { Model, Size, UnderWay } from './model.ts';
import { closed, select } from './move.ts';
import { press, type Step } from './press.ts';

/** What may happen. */
export type Event =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'seen'; readonly sight: MenuSight }
  | { readonly kind: 'seen_closely'; readonly closeUp: CloseUp }
  | { readonly kind: 'begun'; readonly underWay: UnderWay }
  | { readonly kind: 'ended'; readonly id: number; readonly ended: Ended }
  | { readonly kind: 'said'; readonly text: string; readonly isBad: boolean }
  | { readonly kind: 'resized'; readonly size: Size }
  | { readonly kind: 'clock'; readonly nowMs: number };

/** The menu after one event. */
export function update(model: Model, event: Event): Step {
  switch (event.kind) {
    case 'key':
      return press(model, event.key);
    case 'seen':
      return { model: seen(model, event.sight) };
    case 'seen_closely':
      return { model: seenClosely(model, event.closeUp) };
    case 'begun':
      return { model: { ...model, underWay: [...model.underWay, event.underWay] } };
    case 'ended':
      return { model: ended(model, event.id, event.ended), wish: { kind: 'look' } };
    case 'said':
      return { model: { ...model, said: event } };
    case 'resized':
      return { model: { ...model, size: event.size } };
    case 'clock':
      return { model: { ...model, nowMs: event.nowMs } };
  }
}

/** A service that was taken out of the config is shown no more. */
function seen(model: Model, sight: MenuSight): Model {
  const isThere = sight.services.some(({ key }) => key === model.selected);
  const fresh = { ...model, sight };
  return isThere ? fresh : select(model.page === 'service' ? closed(fresh) : fresh);
}

/** Meanwhile another one may have been opened. */
function seenClosely(model: Model, closeUp: CloseUp): Model {
  if (model.page !== 'service' || model.selected !== closeUp.key) return model;
  return { ...model, closeUp, cursor: Math.max(0, Math.min(model.cursor, closeUp.switches.length - 1)) };
}

function ended(model: Model, id: number, { isOk, lines }: Ended): Model {
  const title = model.underWay.find((one) => one.id === id)?.title ?? '';
  const failed = lines.filter((line) => line.includes(': failed: '));
  const told = failed[0] ?? lines[0] ?? '';
  const rest = lines.length > 1 ? ` (${lines.length - failed.length} of ${lines.length} done)` : '';
  return {
    ...model,
    underWay: model.underWay.filter((one) => one.id !== id),
    said: { text: `${title}${isOk ? '' : ' FAILED'}: ${told}${rest}`, isBad: !isOk },
  };
}
