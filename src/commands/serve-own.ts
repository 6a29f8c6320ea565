// Serves requests as the holder of the lease, for as long as there is something to do.

import type { Config } from '../config/config.ts';
import { run } from '../supervision/run.ts';
import { type Answer, progressTeller, readAnswers } from './answer.ts';
import type { Lease } from './lease.ts';
import { openWorld } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';

const TELL_MS = 100;

/** What an invocation works for, and in which surroundings. */
export interface Errand {
  readonly config: Config;
  readonly surroundings: Surroundings;
  /** The requests whose answers are waited for. */
  readonly ids: readonly number[];
}

/** Works until nothing is left to do, gives the lease back, and reads the answers. */
export async function serveOwn(
  lease: Lease,
  { config, surroundings, ids }: Errand,
): Promise<readonly Answer[]> {
  const tell = progressTeller(lease.requests, ids, surroundings);
  const timer = setInterval(tell, TELL_MS);
  try {
    const intervalMs = config.checkIntervalSeconds * 1000;
    await run(openWorld(config, lease, surroundings), { passes: 'none', intervalMs, forMs: 0 });
    tell();
    return readAnswers(lease.requests, ids);
  } finally {
    clearInterval(timer);
    lease.release();
  }
}
