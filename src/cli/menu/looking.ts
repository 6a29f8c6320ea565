// Looks at the services, and at the one that is shown from near. Never two looks at once: the next one comes soon.

import { complain, type Stage } from './stage.ts';

/** A look that can be taken again and again. */
export function lookerOn(stage: Stage): () => Promise<void> {
  let isLooking = false;
  return async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await look(stage);
    } catch (error) {
      complain(stage, error);
    } finally {
      isLooking = false;
    }
  };
}

async function look(stage: Stage): Promise<void> {
  const { menu } = stage;
  stage.take({ kind: 'seen', sight: await menu.look() });
  const { page, selected } = stage.model;
  if (page !== 'service' || selected === undefined) return;
  stage.take({ kind: 'seen_closely', closeUp: await menu.lookClosely(selected) });
}
