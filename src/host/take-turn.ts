// Lets one process of the machine at a time have a name: the kernel keeps it, and takes it back when its holder dies, however that
// comes. Knows nothing of what is done meanwhile.

import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.ts';

const ASKED_AGAIN_MS = 20;

/** What came of `act`, done while nobody else has the turn of that name; undefined where others had it for all of that time. */
export async function inTurn<T>(name: string, patienceMs: number, act: () => T): Promise<T | undefined> {
  // Elsewhere no name is without a file, which a crash would leave behind.
  if (process.platform !== 'linux') return act();
  const until = performance.now() + patienceMs;
  for (;;) {
    const release = await take(`\0${name}`);
    if (release !== undefined) return finish(act, release);
    if (performance.now() >= until) return undefined;
    await sleep(ASKED_AGAIN_MS);
  }
}

function finish<T>(act: () => T, release: () => void): T {
  try {
    return act();
  } finally {
    release();
  }
}

async function take(name: string): Promise<(() => void) | undefined> {
  const server = createServer().listen(name);
  try {
    await once(server, 'listening');
    return () => void server.close();
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
}
