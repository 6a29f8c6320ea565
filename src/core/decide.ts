// What to do about one service now: a table of rules, of which the first that fits decides.
// Total and pure: it knows no machine; brakes over all services together come after it.

import type { RestartPolicy, Service } from '../config/config.ts';
import { withChecks } from './absorb.ts';
import type { Judgement } from './judgement.ts';
import type { Moment } from './moment.ts';
import type { Reason, RecoveryPlan, RecoveryRecord } from './recovery.ts';
import { giveUp, isExhausted, waitMs } from './restarts.ts';
import { isGoodCopyElsewhere } from './resume.ts';
import type { Restarts, ServiceState } from './service-state.ts';

/** What of a service the decision reads. */
export type Policy = Pick<Service, 'key' | 'threshold' | 'recoveryActions' | 'restartPolicy'>;

/** All that a decision is made from. */
export interface Situation {
  readonly policy: Policy;
  /** What is remembered, from before this tick. */
  readonly before: ServiceState;
  /** The same with this tick's judgement taken in. */
  readonly state: ServiceState;
  readonly judged: Judgement;
  readonly now: Moment;
  /** A recovery that no invocation has ended. */
  readonly unfinished: RecoveryRecord | undefined;
  /** That recovery is being performed by this very invocation. */
  readonly isUnderWay: boolean;
  /** The first service it depends on that is not healthy. */
  readonly dependencyDown: string | undefined;
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

type Rule = (situation: Situation) => Decision | undefined;

/** Decides what to do about one service. */
export function decide(situation: Situation): Decision {
  const decision = firstOf(RULES, situation) ?? recover(situation);
  const state = withChecks(decision.state, situation.state.checks);
  return state === decision.state ? decision : { ...decision, state };
}

function firstOf(rules: readonly Rule[], situation: Situation): Decision | undefined {
  for (const rule of rules) {
    const decision = rule(situation);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

const off: Rule = ({ before, unfinished, isUnderWay }) => {
  if (before.desired.mode !== 'off' || isUnderWay) return undefined;
  if (unfinished === undefined) return idle('off', before);
  const kind = unfinished.purpose === 'stop' ? 'resume' : 'close';
  return { action: { kind, recovery: unfinished }, reason: 'off', detail: '', state: before };
};

const unknown: Rule = ({ before, judged }) =>
  judged.verdict === 'unknown' ? idle('unknown', before, judged.detail) : undefined;

const recovering: Rule = ({ before, isUnderWay }) => (isUnderWay ? idle('recovering', before) : undefined);

const resume: Rule = ({ before, state, judged, unfinished }) => {
  if (unfinished === undefined) return undefined;
  const isCured = isGoodCopyElsewhere(unfinished, before.instance, judged);
  if (isCured)
    return { action: { kind: 'close', recovery: unfinished }, reason: 'healthy', detail: '', state };
  return { action: { kind: 'resume', recovery: unfinished }, reason: 'resume', detail: '', state: before };
};

const healthy: Rule = ({ state, judged }) =>
  judged.verdict === 'healthy' ? idle('healthy', state) : undefined;

const starting: Rule = ({ state, judged }) =>
  judged.verdict === 'starting' ? idle('starting', state, judged.detail) : undefined;

const held: Rule = ({ state, judged }) =>
  state.desired.mode === 'held' ? idle('held', state, judged.detail) : undefined;

const belowThreshold: Rule = ({ state, judged, policy }) =>
  state.streak.count < policy.threshold
    ? idle('below_threshold', state, `${judged.detail}; failure ${state.streak.count} of ${policy.threshold}`)
    : undefined;

const dependencyDown: Rule = (situation) =>
  situation.dependencyDown === undefined
    ? undefined
    : idle('dependency_down', situation.state, `${situation.dependencyDown} is not healthy`);

const backingOff: Rule = ({ state, policy, judged, now }) => {
  const remaining = waitMs(state.restarts, policy.restartPolicy, now);
  if (remaining === 0) return undefined;
  const reason = state.restarts.givenUpRung === undefined ? 'backing_off' : 'given_up';
  return idle(reason, state, `${judged.detail}; next attempt in ${wholeSeconds(remaining)} s`);
};

const givenUp: Rule = ({ state, policy, now }) => {
  const { restartPolicy } = policy;
  if (!isExhausted(state.restarts, restartPolicy, now)) return undefined;
  const restarts = giveUp(state.restarts, now);
  const next = `next attempt in ${wholeSeconds(waitMs(restarts, restartPolicy, now))} s, at once by "watchdog restart ${policy.key}"`;
  return idle('given_up', { ...state, restarts }, `${limitReached(state.restarts, restartPolicy)}; ${next}`);
};

/** Which of the limits it was: a stable period forgives what came in a row before it, but nothing within the window. */
function limitReached(
  { level, attempts }: Restarts,
  { maxRestarts, stableSeconds, windowSeconds }: RestartPolicy,
): string {
  return level >= Math.min(maxRestarts, attempts.length)
    ? `${level} recoveries in a row did not keep it healthy for ${stableSeconds} s`
    : `it was recovered ${maxRestarts} times within ${windowSeconds} s`;
}

function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

const RULES: readonly Rule[] = [
  off,
  unknown,
  recovering,
  resume,
  healthy,
  starting,
  held,
  belowThreshold,
  dependencyDown,
  backingOff,
  givenUp,
];

function recover({ policy, state, judged }: Situation): Decision {
  const reason = 'threshold_reached';
  const detail = `${judged.detail}; failure ${state.streak.count} of ${policy.threshold}`;
  const plan: RecoveryPlan = {
    key: policy.key,
    purpose: 'recover',
    reason,
    verdict: judged.verdict,
    detail,
    requestId: undefined,
    steps: policy.recoveryActions,
  };
  return { action: { kind: 'recover', plan }, reason, detail, state };
}

const NONE: Action = { kind: 'none' };

function idle(reason: Reason, state: ServiceState, detail = ''): Decision {
  return { action: NONE, reason, detail, state };
}
