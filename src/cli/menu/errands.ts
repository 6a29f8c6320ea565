// The verbs that are under way beside the menu: begun, told when they end, and let go when one leaves.

import type { Errand } from '../../commands/menu/open-menu.ts';
import type { Wish } from './model.ts';
import type { Stage } from './stage.ts';

/** The verbs of one session. */
export interface Errands {
  run(wish: Extract<Wish, { kind: 'run' }>): void;
  letGo(): void;
}

/** None is under way yet. */
export function errandsOn(stage: Stage): Errands {
  const underWay = new Map<number, Errand>();
  let lastId = 0;
  return {
    run: ({ words, title }) => {
      lastId += 1;
      const id = lastId;
      const errand = stage.menu.run(words, stage.model.sight.config);
      underWay.set(id, errand);
      stage.take({ kind: 'begun', underWay: { id, title, sinceMs: Date.now() } });
      void errand.ended.then((ended) => {
        underWay.delete(id);
        stage.take({ kind: 'ended', id, ended });
      });
    },
    letGo: () => {
      for (const errand of underWay.values()) errand.letGo();
    },
  };
}
