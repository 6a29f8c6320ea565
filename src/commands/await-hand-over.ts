// A successor asks the invocation that repeats its passes to hand over the lease, so that there is no gap between them.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { monotonicMs } from '../host/clock.ts';
import { HAND_OVER_PATIENCE_MS } from '../supervision/run.ts';
import { type LeaseOutcome, takeLease } from './lease.ts';
import { openBox } from './open-box.ts';
import type { Surroundings } from './surroundings.ts';

const POLL_MS = 50;

/** What comes of asking for the lease: still `held` when its holder did not hand it over within two of its passes. */
export async function awaitHandOver(
  config: Config,
  everyMs: number,
  surroundings: Surroundings,
): Promise<LeaseOutcome> {
  const box = await openBox(config);
  const { id } = box.add('hand_over', undefined, surroundings.user());
  try {
    for (const beganMs = monotonicMs(); ; ) {
      const outcome = takeLease(config);
      const isPatient =
        monotonicMs() - beganMs < 2 * everyMs + HAND_OVER_PATIENCE_MS && !surroundings.isStopping();
      if (outcome.kind !== 'held' || !isPatient) return outcome;
      await sleep(POLL_MS);
    }
  } finally {
    box.withdraw(id);
    box.close();
  }
}
