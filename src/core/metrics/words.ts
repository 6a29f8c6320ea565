// Every word that labels a metric. The compiler sees to it that none is missing.

import type { Reason } from '../recovery.ts';
import type { Verdict } from '../verdict.ts';
import type { ServiceFacts } from './facts.ts';

/** Every state that a service can be shown in. */
export const STATES = wordsOf<ServiceFacts['state']>({
  running: true,
  starting: true,
  stopping: true,
  stopped: true,
  failed: true,
  backoff: true,
  fatal: true,
  unknown: true,
  disabled: true,
});

/** Every verdict. */
export const VERDICTS = wordsOf<Verdict>({
  healthy: true,
  starting: true,
  timed_out: true,
  no_heartbeat: true,
  invalid_heartbeat: true,
  stale_pid: true,
  error_status: true,
  no_progress: true,
  check_failed: true,
  over_limit: true,
  unknown: true,
});

/** The usual reasons of a restart: each is counted from 0, so that its first one shows as a rise. */
export const RESTART_REASONS: readonly Reason[] = [
  'threshold_reached',
  'escalated',
  'dependency_recovered',
  'group_restart',
  'requested',
];

function wordsOf<Word extends string>(all: Readonly<Record<Word, true>>): readonly Word[] {
  return Object.keys(all) as Word[];
}
