// What to do about a holder of the lease of whom the kernel knows, and who has left no word of itself that fits: it may be at work, and
// may hang for ever. Told at each check; ended only where it certainly does nothing. Does not take the lease from anybody.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Config, Service } from '../config/config.ts';
import { isSameProcess, type ProcessFacts } from '../core/process.ts';
import { takeGuard } from '../store/guard.ts';
import type { Means } from './end-overdue.ts';
import { guardiansOf, hasWordOf } from './guardians.ts';
import { PATIENCE_MS } from './open-world.ts';

// Between the taking of the lease and the word of it lies the opening of the database.
const INTRODUCTION_MS = 500;
const TIMING = { killTimeoutSeconds: 5 };

/** Tells of such a holder, and ends it if it was stopped and is older than anything may take; answers whether it is gone. */
export async function endWordless(config: Config, { host, log }: Means): Promise<boolean> {
  const before = guardiansOf(config, host);
  await sleep(INTRODUCTION_MS);
  const [holder] = guardiansOf(config, host).filter((one) => before.some((it) => isSameProcess(it, one)));
  if (holder === undefined) return before.length > 0;
  if (hasWordOf(config, host)) return false;
  const { pid, startedAtMs } = holder;
  const who = `lease: pid ${pid}, which began ${new Date(startedAtMs).toISOString()}, holds it, and by when it is to be heard of is not known: its word is missing or does not fit`;
  const ageMs = host.now().wallMs - startedAtMs;
  // Awake, it may be at work, and may only be unable to leave word.
  if (!isStopped(holder) || !before.every(isStopped) || ageMs < longestMs(config)) {
    log({ level: 'WARNING', message: `${who}. Look at it, and end it if it hangs` });
    return false;
  }
  // Whoever else was seen to lock it, if it can be had nobody keeps us out.
  if (isFree(config)) return true;
  const outcome = await host.terminate((table) => table.filter((one) => isSameProcess(one, holder)), TIMING);
  const isEnded = outcome.kind !== 'unkillable';
  const result = isEnded ? 'ended, and its work is gone on with' : `not to be ended: ${outcome.why}`;
  log({
    level: 'WARNING',
    message: `${who}; it was stopped, for longer than anything may take or unseen, and is ${result}`,
  });
  return isEnded;
}

function isFree({ dbPath }: Config): boolean {
  const guard = takeGuard(dbPath);
  if (guard === 'held' || 'error' in guard) return false;
  guard.release();
  return true;
}

function isStopped({ state }: ProcessFacts): boolean {
  return state === 'T';
}

/** The longest that any holder may have promised to take. */
function longestMs({ services, checkIntervalSeconds }: Config): number {
  const seconds = services.map(secondsOf);
  return Math.max(checkIntervalSeconds, ...seconds) * 1000 + PATIENCE_MS;
}

function secondsOf(service: Service): number {
  return service.killTimeoutSeconds + service.cleanupTimeoutSeconds + service.verifyDelaySeconds;
}
