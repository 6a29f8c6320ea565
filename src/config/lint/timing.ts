/** Times that do not fit each other: a heartbeat that is stale before it can be young, a limit that is never reached. */
import type { RestartPolicy, Service } from '../config.ts';
import type { Location } from '../finding.ts';
import type { Lint, LintCode, Subject } from './lint.ts';

/** A heartbeat may be late once without being stale: at the pace of its beats, and at that of our looks. */
export function timeoutsFitBeats(subject: Subject): Lint[] {
  const { config, draft, facts } = subject;
  // What is only the default is no word of how often cron comes.
  const tickSeconds = facts.tickSeconds ?? draft.settings.check_interval_seconds;
  return config.services.flatMap((service) => {
    if (!service.enabled || service.heartbeatPath === undefined) return [];
    const beatSeconds = facts.beatSeconds.get(service.key);
    return [
      ...tooShort(subject, service, { code: 'timeout_below_beat', seconds: beatSeconds }),
      ...tooShort(subject, service, { code: 'timeout_below_tick', seconds: tickSeconds }),
    ];
  });
}

interface Pace {
  readonly code: Extract<LintCode, 'timeout_below_beat' | 'timeout_below_tick'>;
  readonly seconds: number | undefined;
}

const PACES = {
  timeout_below_beat: 'with beats that come up to',
  timeout_below_tick: 'with looks that come every',
} as const;
const CURES = {
  timeout_below_beat: 'Raise it, or have it beat more often: one late beat is a restart now.',
  timeout_below_tick:
    'Raise it, or look more often (`watchdog cron install --every 5s`): nothing is found sooner than at the next look.',
} as const;

function tooShort(subject: Subject, service: Service, { code, seconds }: Pace): Lint[] {
  const { entry, timeoutSeconds } = service;
  if (seconds === undefined || timeoutSeconds >= 2 * seconds) return [];
  const at = placeOf(subject, entry, 'timeout_seconds');
  const found = `${timeoutSeconds} s, ${PACES[code]} ${rounded(seconds)} s${code === 'timeout_below_beat' ? ' apart' : ''}`;
  const least = Math.ceil(2 * seconds);
  return [{ code, at, found, expected: `at least ${least} s`, hint: CURES[code], fix: { at, value: least } }];
}

/** Where an option of a service is written: at its entry, else for all, else nowhere yet. */
function placeOf({ draft }: Subject, entry: string, option: 'timeout_seconds' | 'restart_policy'): Location {
  const own: Location = ['processes', entry, option];
  if (draft.entries.get(entry)?.[option] !== undefined) return own;
  if (draft.defaults[option] !== undefined) return ['defaults', option];
  return option === 'restart_policy' && draft.settings[option] !== undefined ? [option] : own;
}

/** So many recoveries as are allowed can happen within the window. */
export function giveUpIsReachable(subject: Subject): Lint[] {
  return subject.config.services.flatMap(({ entry, enabled, restart, restartPolicy }) => {
    const waitSeconds = shortestRowSeconds(restartPolicy);
    const { maxRestarts, windowSeconds } = restartPolicy;
    if (!enabled || restart === 'never' || waitSeconds < windowSeconds) return [];
    const at = [...placeOf(subject, entry, 'restart_policy'), 'window_seconds'];
    const least = Math.ceil(waitSeconds * 2);
    return [
      {
        code: 'give_up_unreachable',
        at,
        found: `${windowSeconds} s, in which max_restarts, ${maxRestarts}, never fit: the waits between them are ${rounded(waitSeconds)} s`,
        expected: 'a window longer than the waits',
        hint: `Widen it, or shorten the backoff: it is given up only after ${2 * maxRestarts} in a row without a stable period now.`,
        fix: { at, value: least },
      },
    ];
  });
}

/** From the first of as many recoveries as are allowed to the one that would be one too many, at the soonest. */
function shortestRowSeconds(policy: RestartPolicy): number {
  const { maxRestarts, backoffSeconds, backoffMultiplier, maxBackoffSeconds } = policy;
  const waits = Array.from({ length: maxRestarts }, (_, index) =>
    Math.min(backoffSeconds * backoffMultiplier ** index, maxBackoffSeconds),
  );
  return waits.reduce((sum, wait) => sum + wait, 0);
}

function rounded(seconds: number): string {
  return String(Math.round(seconds * 10) / 10);
}
