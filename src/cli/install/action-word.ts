// Reads the word that says what a verb is to do, where it can do several things.

import { UsageError } from '../../errors.ts';
import { nearest } from '../../suggest.ts';

/** The action that is meant. Throws UsageError with the nearest one. */
export function actionFrom<Action extends string>(
  word: string | undefined,
  actions: readonly Action[],
): Action {
  const found = actions.find((action) => action === word);
  if (found !== undefined) return found;
  const meant = nearest(word ?? '', actions);
  throw new UsageError(
    `command line: found ${JSON.stringify(word)}; expected one of ${actions.join(', ')}.`,
    {
      hint: meant === undefined ? 'See `watchdog VERB --help`.' : `Did you mean "${meant}"?`,
    },
  );
}
