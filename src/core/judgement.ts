// The words of a judgement: the case that is made of one service, and what is concluded of it.

import type { Service } from '../config/config.ts';
import type { Exit } from './heartbeat.ts';
import type { Instance } from './instance.ts';
import type { Moment } from './moment.ts';
import type { Observation } from './observation.ts';
import type { Culprits } from './service-state.ts';
import type { Verdict } from './verdict.ts';

/** What an observation means. */
export interface Judgement {
  readonly verdict: Verdict;
  /** In words, with the measured values. */
  readonly detail: string;
  /** Nothing of the service lives for certain; a verdict that is only inferred is subject to the brakes. */
  readonly proven: boolean;
  /** Whether it was looked at anew; a verdict that only repeats what was seen before does not count again. */
  readonly isNews: boolean;
  /** It is late with its heartbeat, and at work: that does not count yet. */
  readonly isBusy?: boolean;
  /** Each check for which it is bad has passed at this very look: should it fail again, that is soon enough to act. */
  readonly isEased?: boolean;
  /** What is bad of it, and was looked at anew where that is news: names of checks; absent where it is its heartbeat or process alone. */
  readonly culprits?: Culprits | undefined;
  /** Its process is dead, and its writer has taken its leave: it has ended on purpose. */
  readonly isCleanEnd: boolean;
  /** How its process has ended, where whoever ran it has told. */
  readonly exit?: Exit | undefined;
  /** The process that was judged. */
  readonly pid: number | undefined;
  /** Age of the heartbeat, where it has one that can be trusted. */
  readonly ageMs: number | undefined;
  /** Wall clock of the heartbeat. */
  readonly beatAtMs: number | undefined;
  /** The instance as it is known now: adopted, or confirmed, or as before. */
  readonly instance: Instance | undefined;
  /** Something a person should hear of, whatever the verdict. */
  readonly concern: string | undefined;
}

/** What of a service the judge reads. */
export type Limits = Pick<
  Service,
  'key' | 'heartbeatPath' | 'timeoutSeconds' | 'startGraceSeconds' | 'foundBy'
>;

/** All that a judgement is made from. */
export interface Case {
  readonly limits: Limits;
  /** The recorded instance; absent where the record cannot be compared with what is seen here. */
  readonly instance: Instance | undefined;
  /** An instance is on record, but of another boot: nothing of it can live. */
  readonly outlived: boolean;
  /** An instance of this boot is on record, but its pids count in another pid namespace: it may live where we cannot look. */
  readonly elsewhere: boolean;
  readonly seen: Observation;
  /** Since when ages count, after a clock step. */
  readonly rebasedAt: Moment | undefined;
  /** The process of which the last tick could not tell whether it is the service. */
  readonly doubted?: number | undefined;
}

/** A judgement of which only what was found is told; the rest is as the case has it. */
export function conclude(
  matter: Case,
  found: Partial<Judgement> & Pick<Judgement, 'verdict' | 'detail'>,
): Judgement {
  return {
    verdict: found.verdict,
    detail: found.detail,
    proven: found.proven ?? false,
    isNews: true,
    isCleanEnd: found.isCleanEnd ?? false,
    pid: found.pid ?? matter.instance?.leader.pid,
    ageMs: found.ageMs,
    beatAtMs: found.beatAtMs,
    instance: matter.instance,
    concern: found.concern,
  };
}

/** The same case about another instance, of which `recorded` is known. Written out: a spread copy takes as long as judging. */
export function revise(
  { limits, outlived, elsewhere, seen, rebasedAt, doubted }: Case,
  { instance, recorded }: { instance: Instance | undefined; recorded: Observation['recorded'] },
): Case {
  const { at, pidNamespace, heartbeat, named } = seen;
  const revised = { at, pidNamespace, heartbeat, named, recorded };
  return { limits, instance, outlived, elsewhere, seen: revised, rebasedAt, doubted };
}

/** A time for people. */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
