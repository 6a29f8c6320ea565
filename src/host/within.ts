// Waits for something, but not for ever. Does not know for what.

import { setTimeout as sleep } from 'node:timers/promises';

// A timer's range is 31 bits: a longer wait would end at once.
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** What a promise comes to within a limit; `undefined` when that is over. The promise goes on. */
export async function within<T>(promise: Promise<T>, limitSeconds: number): Promise<T | undefined> {
  const settled = new AbortController();
  const limitMs = Math.min(limitSeconds * 1000, LONGEST_WAIT_MS);
  try {
    return await Promise.race([promise, sleep(limitMs, undefined, { signal: settled.signal })]);
  } finally {
    settled.abort();
  }
}
