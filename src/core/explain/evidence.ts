// What each rule of a decision looks at, with its values: the rules themselves are in rules.ts, and none is without evidence.

import { type Situation, thresholdOf } from '../decision.ts';
import { elapsedMs } from '../moment.ts';
import { waitMs } from '../restarts.ts';
import type { RuleName } from '../rules.ts';
import { tellDesired } from '../tell-desired.ts';
import { duration, fact, type Measure, type OptionPath } from './measure.ts';

type Evidence = (situation: Situation) => readonly Measure[];

const wanted: Evidence = ({ state: { desired }, now }) => {
  const said = tellDesired(desired, now);
  return [fact('wanted', said === '' ? desired.mode : `${desired.mode} (${said})`)];
};
const inMaintenance: Evidence = ({ maintenance }) => [fact('window', maintenance, ['maintenance'])];
const verdict: Evidence = ({ judged }) => [fact('verdict', judged.verdict)];
const restart: Evidence = ({ policy }) => [fact('restart', policy.restart, ['restart'])];

const unfinished: Evidence = (situation) => [
  fact('unfinished recovery', situation.unfinished && `${situation.unfinished.purpose}, not ended`),
];

const dependencyRecovered: Evidence = (situation) => [
  fact('replaced since', situation.dependencyRenewed, ['depends_on']),
  ...verdict(situation),
];

const endedCleanly: Evidence = (situation) => [
  fact('ended on purpose', situation.judged.isCleanEnd ? 'yes' : 'not known'),
  ...restart(situation),
];

const busy: Evidence = ({ judged }) => [
  fact('late, but at work', judged.isBusy ? 'yes' : 'no', ['busy_grace_seconds']),
];

const belowThreshold: Evidence = ({ policy, state, judged }) => {
  const isOwn = policy.thresholds[judged.verdict] !== undefined;
  const option: OptionPath = isOwn ? ['thresholds', judged.verdict] : ['consecutive_failures_threshold'];
  const limit = thresholdOf(policy, judged.verdict);
  const count = { name: 'failures in a row, with this look', value: state.streak.count, limit, option };
  return judged.isEased ? [count, fact('its checks', 'have just passed')] : [count];
};

const backingOff: Evidence = ({ state: { restarts }, policy, now }) => {
  const { wait } = restarts;
  if (wait === undefined)
    return [fact('wait after the last recovery', undefined, ['restart_policy', 'backoff_seconds'])];
  const waited = duration('waited', elapsedMs(wait.since, now), Math.round(wait.durationMs / 100) / 10);
  const left = waitMs(restarts, policy.restartPolicy, now);
  return [{ ...waited, option: ['restart_policy', 'backoff_seconds'] }, duration('still to wait', left)];
};

const givenUp: Evidence = ({ state: { restarts }, policy: { restartPolicy: limits } }) => [
  {
    name: `recoveries within ${limits.windowSeconds} s`,
    value: restarts.attempts.length,
    limit: limits.maxRestarts,
    option: ['restart_policy', 'max_restarts'],
  },
  {
    name: 'recoveries in a row',
    value: restarts.level,
    limit: limits.maxRestarts * 2,
    option: ['restart_policy', 'max_restarts'],
  },
];

/** What each rule looks at. */
export const EVIDENCE: Readonly<Record<RuleName, Evidence>> = {
  off: wanted,
  unknown: verdict,
  recovering: ({ isUnderWay }) => [fact('a recovery is under way', isUnderWay ? 'yes' : 'no')],
  resume: unfinished,
  off_over: ({ before }) => [fact('wanted until now', before.desired.mode)],
  dependency_recovered: dependencyRecovered,
  healthy: verdict,
  starting: verdict,
  held: wanted,
  maintenance: inMaintenance,
  ended_cleanly: endedCleanly,
  never_restarted: restart,
  busy,
  below_threshold: belowThreshold,
  dependency_down: ({ dependencyDown }) => [fact('down', dependencyDown, ['depends_on'])],
  backing_off: backingOff,
  given_up: givenUp,
};
