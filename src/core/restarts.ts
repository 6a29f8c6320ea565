// How often and how soon a service may be recovered: a growing wait, a limit within a window, and a ladder of slow
// retries once the limit is reached. Waits run by boot time; nothing here counts ticks.

import type { RestartPolicy, Service } from '../config/config.ts';
import { elapsedMs, type Moment, remainingMs } from './moment.ts';
import { type Restarts, type ServiceState, UNSEEN } from './service-state.ts';

const MINUTE_MS = 60_000;

/** Waits between attempts once we have given up: ten minutes, an hour, six hours, then daily. */
export const GIVE_UP_LADDER_MS = [10 * MINUTE_MS, 60 * MINUTE_MS, 360 * MINUTE_MS, 1440 * MINUTE_MS] as const;

/** How many windows' worth of recoveries in a row may pass without a stable period. */
const WINDOWS_IN_A_ROW = 2;

/** No restarts on record: after `on`, `restart`, an edit of the command, or a long time of health. */
export const FRESH: Restarts = UNSEEN.restarts;

/** How long it must still wait: where it is not given up any more, for room in the window, too. */
export function waitMs(restarts: Restarts, policy: RestartPolicy, now: Moment): number {
  const leftMs = remainingMs(restarts.wait, now);
  return isBeyondGivingUp(restarts) ? Math.max(leftMs, untilRoomMs(restarts, policy, now)) : leftMs;
}

/** Whether its last start has asked to be tried again: it is not given up for that, and has what it needs not yet. */
export function asksForAnotherTry({ crash }: Restarts): boolean {
  return crash?.count === 0;
}

function isBeyondGivingUp(restarts: Restarts): boolean {
  return restarts.givenUpRung !== undefined || asksForAnotherTry(restarts);
}

/**
 * Whether one more recovery would be one too many: for the window, or in a row without a stable period. The second makes
 * giving up reachable where grace, threshold and backoff spread the attempts over more than the window.
 */
export function isExhausted(restarts: Restarts, policy: RestartPolicy, now: Moment): boolean {
  if (isBeyondGivingUp(restarts)) return false;
  return untilRoomMs(restarts, policy, now) > 0 || restarts.level >= policy.maxRestarts * WINDOWS_IN_A_ROW;
}

/**
 * Whether a start that was lost with its invocation may not be made once more. Until it is given up only the limits count, for the
 * wait is of the very recovery that is gone on with; then each rung has one start, whatever became of that.
 */
export function isTriedEnough(restarts: Restarts, policy: RestartPolicy, now: Moment): boolean {
  return isBeyondGivingUp(restarts) ? waitMs(restarts, policy, now) > 0 : isExhausted(restarts, policy, now);
}

/** Gives up: from now on only slow retries, none of them while the window is full. Who was given up before stays on its rung. */
export function giveUp(restarts: Restarts, now: Moment): Restarts {
  if (restarts.givenUpRung !== undefined) return restarts;
  return { ...restarts, givenUpRung: 0, wait: { since: now, durationMs: GIVE_UP_LADDER_MS[0] } };
}

/** What is remembered once a recovery has begun: its streak is spent, it is an attempt, and of what was then run. */
export function spend(
  state: ServiceState,
  service: Pick<Service, 'key' | 'restartPolicy' | 'fingerprint'>,
  now: Moment,
): ServiceState {
  const restarts = afterAttempt(state.restarts, service.restartPolicy, { now, seed: service.key });
  return { ...state, streak: UNSEEN.streak, restarts, fingerprint: service.fingerprint() };
}

/** The record after one more recovery has begun; `seed` spreads the waits of services that fail together. */
export function afterAttempt(
  restarts: Restarts,
  policy: RestartPolicy,
  { now, seed }: { now: Moment; seed: string },
): Restarts {
  const attempts = [...withinWindow(restarts, policy, now), now];
  const level = restarts.level + 1;
  if (restarts.givenUpRung === undefined) {
    const durationMs = backoffMs(policy, level) * (1 + jitter(`${seed}#${level}`));
    return {
      attempts,
      level,
      wait: { since: now, durationMs: Math.round(durationMs) },
      givenUpRung: undefined,
      crash: restarts.crash,
    };
  }
  const rung = Math.min(restarts.givenUpRung + 1, GIVE_UP_LADDER_MS.length - 1);
  return {
    attempts,
    level,
    wait: { since: now, durationMs: GIVE_UP_LADDER_MS[rung] as number },
    givenUpRung: rung,
    crash: restarts.crash,
  };
}

/** As if the last attempt had not been made, but for its wait: it failed for want of the machine, and says nothing of the service. */
export function withoutLastAttempt(restarts: Restarts): Restarts {
  return { ...restarts, attempts: restarts.attempts.slice(0, -1), level: Math.max(0, restarts.level - 1) };
}

/** One more healthy tick of a service that was given up, where these are counted. */
export function afterGoodTick(restarts: Restarts, { successThreshold }: RestartPolicy): Restarts {
  const isCounted = successThreshold !== undefined && restarts.givenUpRung !== undefined;
  return isCounted ? { ...restarts, goodTicks: (restarts.goodTicks ?? 0) + 1 } : restarts;
}

/** They count in a row. */
export function afterBadTick(restarts: Restarts): Restarts {
  return restarts.goodTicks === undefined ? restarts : { ...restarts, goodTicks: undefined };
}

/** Whether a service that was given up has been well often enough. */
export function isTrusted({ goodTicks = 0 }: Restarts, { successThreshold }: RestartPolicy): boolean {
  return successThreshold !== undefined && goodTicks >= successThreshold;
}

/** As if the wait were over; what lies within the window, and that we gave up, stays known. */
export function withoutWait(restarts: Restarts): Restarts {
  return { ...restarts, level: 0, wait: undefined, crash: undefined };
}

/** A start that came off: it asks for no other try. How it has failed is past only once it has been well for a while. */
export function afterStart(restarts: Restarts): Restarts {
  return asksForAnotherTry(restarts) ? withoutCrash(restarts) : restarts;
}

/** As if it had never failed by itself. */
export function withoutCrash(restarts: Restarts): Restarts {
  return restarts.crash === undefined ? restarts : { ...restarts, crash: undefined };
}

/** After a stable period there is nothing to wait for; but what lies within the window counts until it is over. */
export function afterStablePeriod(restarts: Restarts, policy: RestartPolicy, now: Moment): Restarts {
  if (withinWindow(restarts, policy, now).length === 0) return FRESH;
  return isWary(restarts) ? { ...FRESH, attempts: restarts.attempts } : restarts;
}

/** Whether there is anything that time and health would make us forget. */
export function isDirty(restarts: Restarts): boolean {
  return restarts.attempts.length > 0 || isWary(restarts);
}

function isWary({ level, wait, givenUpRung }: Restarts): boolean {
  return level > 0 || wait !== undefined || givenUpRung !== undefined;
}

function withinWindow({ attempts }: Restarts, policy: RestartPolicy, now: Moment): readonly Moment[] {
  return attempts.filter((attempt) => leavesInMs(attempt, policy, now) > 0);
}

/** Milliseconds until the window has room for one more recovery; 0 when it has. */
function untilRoomMs({ attempts }: Restarts, policy: RestartPolicy, now: Moment): number {
  const latestFirst = attempts.map((attempt) => leavesInMs(attempt, policy, now)).sort((a, b) => b - a);
  return latestFirst[policy.maxRestarts - 1] ?? 0;
}

/** Milliseconds for which an attempt still counts. */
function leavesInMs(attempt: Moment, { windowSeconds }: RestartPolicy, now: Moment): number {
  return Math.max(0, windowSeconds * 1000 - elapsedMs(attempt, now));
}

function backoffMs(policy: RestartPolicy, level: number): number {
  const seconds = policy.backoffSeconds * policy.backoffMultiplier ** (level - 1);
  return Math.min(policy.maxBackoffSeconds, seconds) * 1000;
}

/** Between 0.1 and 0.2, the same for the same seed: what is decided can be told again. */
function jitter(seed: string): number {
  let hash = 0;
  for (let index = 0; index < seed.length; index += 1)
    hash = (Math.imul(hash, 31) + seed.charCodeAt(index)) >>> 0;
  return 0.1 + (hash % 1000) / 10_000;
}
