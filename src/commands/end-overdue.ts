// What to do about a holder of the lease that was to be heard of long ago: it hangs, or somebody has stopped it. Nobody takes
// its lease from it while it lives; it is ended, which loses nothing, and then the lease is free.

import type { Config } from '../config/config.ts';
import { isSameProcess } from '../core/process.ts';
import type { Host } from '../host/host.ts';
import type { Log } from '../log.ts';
import type { Holder } from '../store/holder.ts';
import { guardiansOf } from './guardians.ts';

// Woken up, it finishes the step at hand if it still can.
const TIMING = { killTimeoutSeconds: 5 };

/** What is needed to look at a holder, to end it, and to say so. */
export interface Means {
  readonly host: Host;
  readonly log: Log;
}

/** Ends the holder if it is overdue; answers whether it is gone. The kernel must say that this very process has the guard. */
export async function endOverdue(
  holder: Holder,
  place: Pick<Config, 'dbPath'>,
  { host, log }: Means,
): Promise<boolean> {
  const now = host.now();
  const isOverdue = holder.bootId === now.bootId && holder.dueMs < now.monotonicMs;
  if (!isOverdue) return false;
  const late = `the holder of the lease, pid ${holder.pid}, was to be heard of ${Math.round((now.monotonicMs - holder.dueMs) / 1000)} s ago`;
  const isCertain =
    holder.pidNamespace === host.pidNamespace &&
    guardiansOf(place, host).some((one) => isSameProcess(one, holder));
  if (!isCertain) {
    log({
      level: 'WARNING',
      message: `lease: ${late}; whether it is that process that holds it cannot be told. Look at it, and end it if it hangs`,
    });
    return false;
  }
  const outcome = await host.terminate((table) => table.filter((one) => isSameProcess(one, holder)), TIMING);
  const ended = outcome.kind !== 'unkillable';
  log({
    level: 'WARNING',
    message: `lease: ${late}; ${ended ? 'it was ended, and its work is gone on with' : `it cannot be ended: ${outcome.why}`}`,
  });
  return ended;
}
