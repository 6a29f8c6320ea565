// The rules by which something is not done, or something unfinished comes first, in the order in which they are asked.

import type { RestartPolicy, Service } from '../config/config.ts';
import { idle, type Rule, recovery, tellCount, thresholdOf } from './decision.ts';
import { whyOfNoUse } from './failed-start.ts';
import { held, inMaintenance, leftAlone, offOver, wanting } from './hold-rules.ts';
import type { Judgement } from './judgement.ts';
import { tellNextAttempt } from './next-attempt.ts';
import { giveUp, isExhausted, waitMs } from './restarts.ts';
import { isGoodCopyElsewhere } from './resume.ts';
import type { Restarts, ServiceState } from './service-state.ts';

const off: Rule = ({ before, state, judged, unfinished, isUnderWay }) => {
  if (state.desired.mode !== 'off' || isUnderWay) return undefined;
  const isUnseen = judged.verdict === 'unknown';
  if (unfinished === undefined)
    return idle('off', whileOff(isUnseen ? before : wanting(before, state), judged));
  const kind = unfinished.purpose === 'stop' ? 'resume' : 'close';
  return { action: { kind, recovery: unfinished }, reason: 'off', detail: '', state: before };
};

/** Of what is off only this is remembered: that it runs all the same, so that it is told once. */
function whileOff(before: ServiceState, { verdict }: Judgement): ServiceState {
  if (verdict === 'unknown') return before;
  const up = verdict === 'healthy' ? true : undefined;
  return up === before.up ? before : { ...before, up };
}

const unknown: Rule = ({ before, judged }) =>
  judged.verdict === 'unknown' ? idle('unknown', before, judged.detail) : undefined;

const recovering: Rule = ({ before, isUnderWay }) => (isUnderWay ? idle('recovering', before) : undefined);

const resume: Rule = (situation) => {
  const { before, state, judged, unfinished } = situation;
  if (unfinished === undefined) return undefined;
  // Whoever asked for a command is answered by who serves that request: here it is one that nobody asks for any more.
  if (unfinished.purpose === 'act')
    return {
      action: { kind: 'close', recovery: unfinished },
      reason: 'resume',
      detail: UNASKED,
      state: before,
    };
  const isCured = isGoodCopyElsewhere(unfinished, before.instance, judged);
  if (isCured)
    return { action: { kind: 'close', recovery: unfinished }, reason: 'healthy', detail: '', state };
  const leaving = unfinished.requestId === undefined ? leftAlone(situation, unfinished) : undefined;
  if (leaving !== undefined) return leaving;
  return { action: { kind: 'resume', recovery: unfinished }, reason: 'resume', detail: '', state: before };
};

const UNASKED = 'a command of it was broken off when its invocation died, and is not run again unasked';

/** Only what is well is restarted for that: of what is not, its own failures decide. It waits until it may be recovered again. */
const dependencyRecovered: Rule = (situation) => {
  const { dependencyRenewed, policy, judged, state, now, maintenance } = situation;
  const isReplaceable =
    policy.restart !== 'never' && policy.restartActions.length > 0 && maintenance === undefined;
  if (dependencyRenewed === undefined || judged.verdict !== 'healthy' || !isReplaceable) return undefined;
  const isLate = waitMs(state.restarts, policy.restartPolicy, now) > 0;
  if (state.desired.mode !== 'on' || isLate || isExhausted(state.restarts, policy.restartPolicy, now))
    return undefined;
  const detail = `${dependencyRenewed}, on which it depends, was replaced since it was started`;
  return recovery(situation, { reason: 'dependency_recovered', detail }, { steps: policy.restartActions });
};

const healthy: Rule = ({ state, judged }) =>
  judged.verdict === 'healthy' ? idle('healthy', state) : undefined;

const starting: Rule = ({ state, judged }) =>
  judged.verdict === 'starting' ? idle('starting', state, judged.detail) : undefined;

const endedCleanly: Rule = ({ state, judged, policy }) =>
  hasEndedOnPurpose(state, judged, policy)
    ? idle('ended_cleanly', state, `${judged.detail}; it has ended on purpose`)
    : undefined;

/** Whether it has ended as a service may that is only restarted for failures. */
export function hasEndedOnPurpose(
  state: ServiceState,
  judged: Judgement,
  { restart }: Pick<Service, 'restart'>,
): boolean {
  return restart === 'on-failure' && (judged.isCleanEnd === true || hasExitedCleanly(state, judged));
}

/** The very instance on record, and not one before it, or of another boot. */
function hasExitedCleanly(
  { restarts: { ended } }: Pick<ServiceState, 'restarts'>,
  { proven, instance }: Judgement,
): boolean {
  return proven && ended !== undefined && instance?.cookie === ended;
}

const neverRestarted: Rule = ({ state, judged, policy }) =>
  policy.restart === 'never' ? idle('never_restarted', state, judged.detail) : undefined;

const busy: Rule = ({ state, judged }) => (judged.isBusy ? idle('busy', state, judged.detail) : undefined);

const belowThreshold: Rule = (situation) =>
  situation.judged.isEased ||
  situation.state.streak.count < thresholdOf(situation.policy, situation.judged.verdict)
    ? idle('below_threshold', situation.state, tellCount(situation))
    : undefined;

const dependencyDown: Rule = (situation) =>
  situation.dependencyDown === undefined
    ? undefined
    : idle('dependency_down', situation.state, situation.dependencyDown);

const backingOff: Rule = ({ state, policy, judged, now }) => {
  const remaining = waitMs(state.restarts, policy.restartPolicy, now);
  if (remaining === 0) return undefined;
  const reason = state.restarts.givenUpRung === undefined ? 'backing_off' : 'given_up';
  const next = `next attempt in ${wholeSeconds(remaining)} s`;
  const why = reason === 'given_up' ? whyOfNoUse(state.restarts, judged.exit?.exitCode, policy) : undefined;
  return idle(reason, state, [judged.detail, why, next].filter((part) => part !== undefined).join('; '));
};

const givenUp: Rule = ({ state, policy, now }) => {
  const { restartPolicy } = policy;
  if (!isExhausted(state.restarts, restartPolicy, now)) return undefined;
  const restarts = giveUp(state.restarts, now);
  const next = tellNextAttempt(restarts, policy, now);
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

/** In the order in which they are asked, by names that stay: the first that fits decides. */
export const RULES = {
  off,
  unknown,
  recovering,
  resume,
  off_over: offOver,
  dependency_recovered: dependencyRecovered,
  healthy,
  starting,
  held,
  maintenance: inMaintenance,
  ended_cleanly: endedCleanly,
  never_restarted: neverRestarted,
  busy,
  below_threshold: belowThreshold,
  dependency_down: dependencyDown,
  backing_off: backingOff,
  given_up: givenUp,
} as const satisfies Readonly<Record<string, Rule>>;

/** What a rule is called. */
export type RuleName = keyof typeof RULES;
