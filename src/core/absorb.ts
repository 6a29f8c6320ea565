// What a judgement changes of what is remembered, whatever is then decided. A judgement that tells nothing new returns
// the very same state, so that a healthy tick has nothing to write.

import type { Service } from '../config/config.ts';
import type { CheckMemories } from './checks/check-memory.ts';
import { heedEdits } from './edits.ts';
import { heedDeath, type Inquest } from './heed-death.ts';
import type { Judgement } from './judgement.ts';
import { elapsedMs, type Moment } from './moment.ts';
import { isSameProcess } from './process.ts';
import { afterBadTick, afterGoodTick, afterStablePeriod, isDirty, isTrusted } from './restarts.ts';
import type { Restarts, ServiceState } from './service-state.ts';
import { nextStreak } from './streak.ts';
import { isBad } from './verdict.ts';

/** By whose terms, when, and what is known of its end. */
type Terms = Inquest & { readonly service: Pick<Service, 'restartPolicy'> };

/** The state after a judgement. `unknown` changes nothing at all. */
export function absorb(remembered: ServiceState, judged: Judgement, terms: Terms): ServiceState {
  if (judged.verdict === 'unknown') return remembered;
  const { service, now } = terms;
  const before = heedDeath(heedEdits(remembered, service), judged, terms);
  const healthySince = judged.verdict === 'healthy' ? (before.healthySince ?? now) : undefined;
  const after: ServiceState = {
    desired: before.desired,
    streak: nextStreak(before.streak, judged, now.wallMs),
    instance: withoutProof(judged) ?? before.instance,
    restarts: restartsAfter(before, healthySince, { service, now }),
    healthySince,
    up: judged.verdict === 'healthy' ? true : isBad(judged.verdict) && !judged.isBusy ? false : before.up,
    fingerprint: before.fingerprint,
    answered: before.answered,
    checks: before.checks,
  };
  return isSame(remembered, after) ? remembered : after;
}

/** The same state with other memories of its checks. */
export function withChecks(state: ServiceState, checks: CheckMemories): ServiceState {
  return state.checks === checks ? state : { ...state, checks };
}

/** The recovery that has proved to work between two states: the instance it began has become healthy. */
export function provenRecovery(before: ServiceState, after: ServiceState): number | undefined {
  const isSame = isSameProcess(before.instance?.leader, after.instance?.leader);
  return isSame && after.instance?.recoveryId === undefined ? before.instance?.recoveryId : undefined;
}

/** A healthy instance has no more to prove. */
function withoutProof({ instance, verdict }: Judgement): ServiceState['instance'] {
  if (instance?.recoveryId === undefined || verdict !== 'healthy') return instance;
  return { ...instance, recoveryId: undefined };
}

/** A stable period of health makes us forget all but the window. */
function restartsAfter(
  before: ServiceState,
  healthySince: Moment | undefined,
  { service, now }: { service: Pick<Service, 'restartPolicy'>; now: Moment },
): Restarts {
  if (!isDirty(before.restarts)) return before.restarts;
  const { restartPolicy } = service;
  if (healthySince === undefined) return afterBadTick(before.restarts);
  const restarts = afterGoodTick(before.restarts, restartPolicy);
  const isStable = elapsedMs(healthySince, now) >= restartPolicy.stableSeconds * 1000;
  return isStable || isTrusted(restarts, restartPolicy)
    ? afterStablePeriod(restarts, restartPolicy, now)
    : restarts;
}

function isSame(a: ServiceState, b: ServiceState): boolean {
  return (
    a.streak === b.streak &&
    a.instance === b.instance &&
    a.restarts === b.restarts &&
    a.healthySince === b.healthySince &&
    a.up === b.up
  );
}
