// I3: counts the recoveries of each service by the true time, and each start beyond the first of a recovery, from the last word of
// its operator on.

import type { RestartPolicy } from '../../../src/config/config.ts';
import type { Moment } from '../../../src/core/moment.ts';
import type { Witness } from './witness.ts';

interface Attempt {
  readonly trueMs: number;
  readonly at: Moment;
  /** Of what was run, and how patiently. */
  readonly fingerprint: string;
}

/** Counts. */
export interface RestartCheck {
  /**
   * A recovery of our own was committed. What counts is when it was decided: nobody can rule out that an invocation is stopped
   * between its look at the clock and what it does.
   */
  attempt(key: string, decidedAt: Moment): void;
  /** A start is made once more, for the one before was lost with its invocation; it was decided when it was last counted. */
  repeat(key: string, lastCountedAt: Moment | undefined): void;
  /** The machine had no room for its start: that is no fault of the service's, and not counted. */
  excuse(key: string): void;
  /** The operator has asked for something: patience begins anew. */
  forget(key: string): void;
}

/** Counts from now on. */
export function createRestartCheck(witness: Witness): RestartCheck {
  const { machine, findings } = witness;
  const attempts = new Map<string, Attempt[]>();
  const attempt: RestartCheck['attempt'] = (key, at) => {
    const service = witness.config().services.find((one) => one.key === key);
    if (service === undefined) return;
    const { restartPolicy: policy } = service;
    const now = {
      trueMs: machine.clocks.trueMs() - (machine.clocks.now().bootMs - at.bootMs),
      at,
      fingerprint: service.fingerprint(),
    };
    const earlier = (attempts.get(key) ?? []).filter((one) => counts(one, now, policy));
    attempts.set(key, [...earlier, now]);
    if (earlier.length >= policy.maxRestarts)
      findings.violate(
        'I3',
        `${key} is started ${earlier.length + 1} times within ${policy.windowSeconds} s; at most ${policy.maxRestarts}`,
      );
  };
  return {
    attempt,
    repeat: (key, lastCountedAt) => {
      const isKnown = attempts.get(key)?.some(({ at }) => at.monotonicMs === lastCountedAt?.monotonicMs);
      attempt(key, isKnown === true ? machine.clocks.now() : (lastCountedAt ?? machine.clocks.now()));
    },
    forget: (key) => attempts.delete(key),
    excuse: (key) => attempts.set(key, (attempts.get(key) ?? []).slice(0, -1)),
  };
}

/** Across a reboot no clock is left that could tell but the wall's. */
function counts(one: Attempt, now: Attempt, { windowSeconds }: RestartPolicy): boolean {
  const wallMs = one.at.bootId === now.at.bootId ? 0 : now.at.wallMs - one.at.wallMs;
  return (
    Math.max(now.trueMs - one.trueMs, wallMs) < windowSeconds * 1000 && one.fingerprint === now.fingerprint
  );
}
