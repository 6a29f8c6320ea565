// Waiting for what is bound to happen, by looking again and again; the limit is generous, since only a failure waits for it.

import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds, and answers with what it found; `what` says in a failure what was waited for. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limitSeconds = 30,
): Promise<T> {
  const deadline = performance.now() + limitSeconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`not within ${limitSeconds} s: ${what}`);
    await sleep(30);
  }
}
