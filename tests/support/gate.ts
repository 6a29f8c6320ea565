// Something that takes as long as a test wants.

import { afterTest } from './after-test.ts';

/** What lasts until it is let go. */
export interface Gate {
  readonly lasts: Promise<void>;
  open(): void;
}

/** A gate that is shut, though not longer than its test lasts. */
export function createGate(): Gate {
  let open = (): void => undefined;
  const lasts = new Promise<void>((resolve) => {
    open = resolve;
  });
  afterTest(open);
  return { lasts, open };
}
