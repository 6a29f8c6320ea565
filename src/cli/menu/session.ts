// One session with the menu: takes events in, has what they ask for done beside, and looks again and again. Knows nothing of
// drawing, and waits for nothing.

import type { Menu } from '../../commands/menu/open-menu.ts';
import { errandsOn } from './errands.ts';
import { lookerOn } from './looking.ts';
import type { Model, Wish } from './model.ts';
import { complain, type Stage } from './stage.ts';
import { type Event, update } from './update.ts';

const LOOK_MS = 2000;
const CLOCK_MS = 250;

/** A session under way. */
export interface Session {
  take(event: Event): void;
  /** What is still under way when one leaves, in words; rejects for a bug of ours. */
  readonly left: Promise<readonly string[]>;
  /** Ends it, whatever its user does. */
  leave(): void;
}

/** Begins a session; `draw` is called whenever there is something new. */
export function beginSession(menu: Menu, first: Model, draw: (model: Model) => void): Session {
  let model = first;
  let leave: Stage['leave'] = () => undefined;
  const leaving = new Promise<void>((resolve, reject) => {
    leave = (error) => (error === undefined ? resolve() : reject(error));
  });
  const stage: Stage = {
    menu,
    get model() {
      return model;
    },
    take: (event) => {
      const step = update(model, event);
      model = step.model;
      draw(model);
      if (step.wish !== undefined) fulfil(step.wish);
    },
    leave,
  };
  const look = lookerOn(stage);
  const errands = errandsOn(stage);
  const fulfil = (wish: Wish) => {
    if (wish.kind === 'run') return errands.run(wish);
    if (wish.kind === 'edit') edit(wish, stage);
    if (wish.kind === 'leave') stage.leave();
    else void look();
  };
  const timers = [setInterval(look, LOOK_MS), setInterval(() => keepTime(stage), CLOCK_MS)];
  const left = leaving
    .then(() => model.underWay.map(({ title }) => title))
    .finally(() => {
      for (const timer of timers) clearInterval(timer);
      errands.letGo();
    });
  return { take: stage.take, left, leave };
}

/** What is under way grows older, and we may be told to stop. */
function keepTime(stage: Stage): void {
  if (stage.menu.isStopping()) stage.leave();
  else if (stage.model.underWay.length > 0) stage.take({ kind: 'clock', nowMs: Date.now() });
}

function edit({ edit, title }: Extract<Wish, { kind: 'edit' }>, stage: Stage): void {
  try {
    stage.menu.edit(edit, stage.model.sight.config);
    stage.take({ kind: 'said', text: `${title}: written`, isBad: false });
  } catch (error) {
    complain(stage, error);
  }
}
