// I9: by the world's own count, which services have failed so often that they may be given up. Whatever the product has given up
// sooner is not excused from coming back. What its operator asked for meanwhile does not shorten this count: of a word that was given
// it cannot be told from here when the product has heard it.

import type { RestartPolicy, Service } from '../../../src/config/config.ts';
import type { Moment } from '../../../src/core/moment.ts';
import type { Witness } from './witness.ts';

/** Counts what was tried for each service. */
export interface PatienceCheck {
  /** A recovery of our own was committed. */
  attempt(key: string, decidedAt: Moment): void;
  /** A start was put on record: one more attempt, unless it is the first of its recovery. */
  intend(key: string): void;
  /** The machine had no room for a start. */
  excuse(key: string): void;
  /** Whether it may be given up. */
  isSpent(key: string): boolean;
}

interface Attempt {
  readonly trueMs: number;
  readonly wallMs: number;
  readonly fingerprint: string;
  isBegun: boolean;
}

/** So many windows' worth in a row, however far apart, are enough, too. */
const WINDOWS_IN_A_ROW = 2;

/** Counts from now on. */
export function createPatienceCheck({ machine, config }: Witness): PatienceCheck {
  const attempts = new Map<string, readonly Attempt[]>();
  const serviceOf = (key: string) => config().services.find((one) => one.key === key);
  const add = (key: string, { bootMs, wallMs }: Moment, isBegun: boolean) => {
    const fingerprint = serviceOf(key)?.fingerprint() ?? '';
    const trueMs = machine.clocks.trueMs() - (machine.clocks.now().bootMs - bootMs);
    attempts.set(key, [...(attempts.get(key) ?? []), { trueMs, wallMs, fingerprint, isBegun }]);
  };
  return {
    attempt: (key, at) => add(key, at, false),
    intend: (key) => {
      const last = attempts.get(key)?.at(-1);
      if (last?.isBegun === false) last.isBegun = true;
      else add(key, machine.clocks.now(), true);
    },
    excuse: (key) => attempts.set(key, (attempts.get(key) ?? []).slice(0, -1)),
    isSpent: (key) => {
      const service = serviceOf(key);
      return service !== undefined && isEnough(attempts.get(key) ?? [], service);
    },
  };
}

/** Since its command or policy was changed: as many as allowed within some window, or too many in a row. */
function isEnough(all: readonly Attempt[], { restartPolicy, fingerprint }: Service): boolean {
  const attempts = all.filter((one) => one.fingerprint === fingerprint());
  const { maxRestarts } = restartPolicy;
  return (
    attempts.length >= WINDOWS_IN_A_ROW * maxRestarts ||
    attempts.some((first, index) => {
      const last = attempts[index + maxRestarts - 1];
      return last !== undefined && isWithinWindow(first, last, restartPolicy);
    })
  );
}

/** By either clock: across a reboot only the wall's is left. */
function isWithinWindow(first: Attempt, last: Attempt, { windowSeconds }: RestartPolicy): boolean {
  const ageMs = Math.min(last.trueMs - first.trueMs, last.wallMs - first.wallMs);
  return ageMs < windowSeconds * 1000;
}
