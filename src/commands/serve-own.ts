// Serves requests as the holder of the lease, for as long as there is something to do.

import type { Config } from '../config/config.ts';
import { run } from '../supervision/run.ts';
import type { World } from '../supervision/world.ts';
import { type Answer, isAnswered, progressTeller, readAnswers } from './answer.ts';
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
  let timer: NodeJS.Timeout | undefined;
  try {
    const world = openWorld(config, lease, surroundings);
    const tellRest = restTeller(world, ids, surroundings);
    timer = setInterval(() => {
      tell();
      tellRest();
    }, TELL_MS);
    const intervalMs = config.checkIntervalSeconds * 1000;
    await run(world, { passes: 'none', intervalMs, forMs: 0 });
    tell();
    return readAnswers(lease.requests, ids);
  } finally {
    clearInterval(timer);
    lease.release();
  }
}

/** Tells once what came of all that was asked, when it is done while others, which failed meanwhile, still need us. */
function restTeller(
  { requests, memory }: World,
  ids: readonly number[],
  { showProgress }: Surroundings,
): () => void {
  let isTold = false;
  return () => {
    const keys = [...memory.performances.keys()].join(', ');
    if (isTold || keys === '' || !ids.every((id) => isAnswered(requests.get(id)))) return;
    isTold = true;
    for (const { key, message } of readAnswers(requests, ids)) showProgress(`${key}: ${message}`);
    showProgress(
      `Still recovering ${keys}, which nobody else may do now; a signal leaves the rest to the next check.`,
    );
  };
}
