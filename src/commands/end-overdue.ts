// What to do about a holder of the lease that was to be heard of long ago: it hangs, or somebody has stopped it. Nobody takes
// its lease from it while it lives; it is ended, which loses nothing, and then the lease is free.

import type { Config } from '../config/config.ts';
import { isSameProcess } from '../core/process.ts';
import type { Host } from '../host/host.ts';
import { lockHolders } from '../host/lock-holders.ts';
import type { Log } from '../log.ts';
import type { Holder } from '../store/holder.ts';
import { guardPath, realDatabasePath } from '../store/paths.ts';

// Woken up, it finishes the step at hand if it still can.
const TIMING = { killTimeoutSeconds: 5 };

/** Ends the holder if it is overdue; answers whether it is gone. The kernel must say that this very process has the guard. */
export async function endOverdue(
  holder: Holder,
  { dbPath }: Pick<Config, 'dbPath'>,
  { host, log }: { host: Host; log: Log },
): Promise<boolean> {
  const now = host.now();
  const isOverdue = holder.bootId === now.bootId && holder.dueMs < now.monotonicMs;
  if (!isOverdue) return false;
  const late = `the holder of the lease, pid ${holder.pid}, was to be heard of ${Math.round((now.monotonicMs - holder.dueMs) / 1000)} s ago`;
  const isCertain =
    holder.pidNamespace === host.pidNamespace &&
    lockHolders(guardPath(realDatabasePath(dbPath))).includes(holder.pid);
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
