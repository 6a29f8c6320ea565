// Asks for what is new, again and again, until we are told to stop.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Surroundings } from './surroundings.ts';

const POLL_MS = 200;

/** All that is new, one by one, each time after it was asked for. */
export async function* poll<T>(
  take: () => readonly T[],
  { isStopping }: Pick<Surroundings, 'isStopping'>,
): AsyncGenerator<T> {
  while (!isStopping()) {
    const found = take();
    for (const one of found) {
      if (isStopping()) return;
      yield one;
    }
    if (found.length === 0) await sleep(POLL_MS);
  }
}
