// A successor asks the invocation that repeats its passes to hand over the lease, so that there is no gap between them.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { HAND_OVER_PATIENCE_MS } from '../supervision/run.ts';
import { type Lease, takeLease } from './lease.ts';
import { openBox } from './open-box.ts';
import type { Surroundings } from './surroundings.ts';

const POLL_MS = 50;

/** The lease, once its holder has handed it over; undefined when it did not within two of its passes. */
export async function awaitHandOver(
  config: Config,
  everyMs: number,
  surroundings: Surroundings,
): Promise<Lease | undefined> {
  const box = await openBox(config);
  const { id } = box.add('hand_over', undefined, surroundings.user);
  try {
    for (
      let waitedMs = 0;
      waitedMs < 2 * everyMs + HAND_OVER_PATIENCE_MS && !surroundings.isStopping();
      waitedMs += POLL_MS
    ) {
      const outcome = takeLease(config);
      if (outcome.kind === 'taken') return outcome.lease;
      await sleep(POLL_MS);
    }
    return undefined;
  } finally {
    box.withdraw(id);
    box.close();
  }
}
