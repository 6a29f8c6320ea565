// The words of a decision: the situation that it is made from, and what it can be.

import type { Service } from '../config/config.ts';
import type { Judgement } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { Reason, RecoveryPlan, RecoveryRecord } from './recovery.ts';
import type { ServiceState } from './service-state.ts';
import type { Verdict } from './verdict.ts';

/** What of a service the decision reads. */
export type Policy = Pick<
  Service,
  | 'key'
  | 'threshold'
  | 'thresholds'
  | 'restart'
  | 'recoveryActions'
  | 'restartActions'
  | 'remedies'
  | 'restartPolicy'
  | 'giveUpExitCodes'
>;

/** All that a decision is made from. */
export interface Situation {
  readonly policy: Policy;
  /** What is remembered, from before this tick. */
  readonly before: ServiceState;
  /** The same with this tick's judgement taken in, and what is wanted by now. */
  readonly state: ServiceState;
  readonly judged: Judgement;
  readonly now: Moment;
  /** A recovery that no invocation has ended. */
  readonly unfinished: RecoveryRecord | undefined;
  /** That recovery is being performed by this very invocation. */
  readonly isUnderWay: boolean;
  /** That a service it depends on is not up, in words. */
  readonly dependencyDown: string | undefined;
  /** The first service it depends on that has been replaced since this one was started, and wants it restarted then. */
  readonly dependencyRenewed: string | undefined;
  /** The maintenance window in which it is, in words. */
  readonly maintenance?: string | undefined;
}

/** What to do about a service. */
export type Action =
  | { readonly kind: 'none' }
  | { readonly kind: 'recover'; readonly plan: RecoveryPlan }
  /** Go on with what a dead invocation left unfinished. */
  | { readonly kind: 'resume'; readonly recovery: RecoveryRecord }
  /** Leave it at that: there is nothing left to cure. */
  | { readonly kind: 'close'; readonly recovery: RecoveryRecord };

/** What was decided, why, and what is to be remembered. */
export interface Decision {
  readonly action: Action;
  readonly reason: Reason;
  readonly detail: string;
  readonly state: ServiceState;
}

/** Decides where it fits; undefined lets the next one try. */
export type Rule = (situation: Situation) => Decision | undefined;

/** Consecutive bad verdicts before a recovery, the last of them being this one. */
export function thresholdOf(
  { threshold, thresholds }: Pick<Policy, 'threshold' | 'thresholds'>,
  verdict: Verdict,
): number {
  return thresholds[verdict] ?? threshold;
}

/** What was found, and how often in a row. */
export function tellCount({ state, judged, policy }: Situation): string {
  const { count } = state.streak;
  const threshold = thresholdOf(policy, judged.verdict);
  // Held back, it goes on failing: nobody can read 9 of 2.
  return `${judged.detail}; failure ${count}${count > threshold ? `, threshold ${threshold}` : ` of ${threshold}`}`;
}

/** It is recovered, and why; with its usual steps where no others are given. */
export function recovery(
  { policy, state, judged }: Situation,
  { reason, detail }: Pick<Decision, 'reason' | 'detail'>,
  {
    purpose = 'recover',
    steps = policy.recoveryActions,
  }: Partial<Pick<RecoveryPlan, 'purpose' | 'steps'>> = {},
): Decision {
  const plan: RecoveryPlan = {
    key: policy.key,
    purpose,
    reason,
    verdict: judged.verdict,
    detail,
    requestId: undefined,
    steps,
  };
  return { action: { kind: 'recover', plan }, reason, detail, state };
}

const NONE: Action = { kind: 'none' };

/** Nothing is done, and why. */
export function idle(reason: Reason, state: ServiceState, detail = ''): Decision {
  return { action: NONE, reason, detail, state };
}
