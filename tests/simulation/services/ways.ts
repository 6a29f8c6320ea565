// How a simulated service is recovered and stopped, and after which failures: by no more than a kill and a start, or by all that a
// config can ask for.

import type { Service } from '../../../src/config/config.ts';
import type { Step } from '../../../src/config/step.ts';
import type { Random } from '../run/random.ts';

type Ways = Pick<
  Service,
  | 'commands'
  | 'recoveryActions'
  | 'remedies'
  | 'stopActions'
  | 'restartActions'
  | 'stopSignal'
  | 'restart'
  | 'thresholds'
  | 'priority'
  | 'critical'
>;

const PLAIN_KILL = 'kill';
const LADDER: Step = {
  action: 'kill',
  manner: {
    kind: 'kill',
    ladder: [
      ['SIGQUIT', 1],
      ['SIGTERM', 2],
      ['SIGKILL', 5],
    ],
  },
};
const STOP: Step = { action: 'stop', manner: { kind: 'run', timeoutSeconds: 3, isVital: false } };
const WAIT: Step = { action: 'wait', manner: { kind: 'wait', waitSeconds: 2 } };
const RELOAD: Step = { action: 'signal', manner: { kind: 'signal', signal: 'SIGHUP' } };
const CLEANUPS: readonly Step[] = [
  'clean',
  { action: 'clean', manner: { kind: 'run', timeoutSeconds: 2, isVital: false } },
  { action: 'clean', manner: { kind: 'run', timeoutSeconds: 10, isVital: true } },
];
const THRESHOLDS: readonly Service['thresholds'][] = [
  { stale_pid: 1 },
  { timed_out: 4, stale_pid: 2 },
  { no_heartbeat: 5 },
];
const POLICIES = [
  { weight: 14, restart: 'always' },
  { weight: 3, restart: 'on-failure' },
  { weight: 2, restart: 'never' },
] as const;

/** Ways for a service. */
export function waysFrom(key: string, random: Random): Ways {
  const some = <T>(probability: number, value: T) => (random.happens(probability) ? [value] : []);
  const stop = some(0.25, STOP);
  const kill = random.happens(0.2) ? LADDER : PLAIN_KILL;
  const end = [...stop, kill];
  const cleanup = random.happens(0.4) ? [random.pick(CLEANUPS) as Step] : [];
  const thorough = [RELOAD, WAIT, ...end, 'clean', 'start'];
  return {
    commands: Object.fromEntries(['start', 'clean', 'stop'].map((action) => commandOf(key, action))),
    recoveryActions: [...some(0.1, WAIT), ...end, ...cleanup, 'start'],
    remedies: {
      byVerdict: random.happens(0.2) ? { timed_out: thorough } : {},
      escalation: some(0.2, { after: 2, steps: thorough }),
    },
    stopActions: [...stop, PLAIN_KILL],
    restartActions: [...end, 'start'],
    stopSignal: random.happens(0.1) ? 'SIGINT' : 'SIGTERM',
    restart: random.weighed(POLICIES).restart,
    thresholds: random.happens(0.3) ? (random.pick(THRESHOLDS) ?? {}) : {},
    priority: random.pick([500, 500, 100]) as number,
    critical: random.happens(0.25),
  };
}

function commandOf(key: string, action: string) {
  return [action, { kind: 'argv', argv: [`${key}.${action}`] }] as const;
}

/** What a step does. */
export function actionOf(step: Step): string {
  return typeof step === 'string' ? step : step.action;
}
