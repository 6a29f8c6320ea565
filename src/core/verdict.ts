// The words for what an observation means. See docs/architecture.md for the order in which they are tried.

/** What the observation of a service means. */
export type Verdict =
  | 'healthy'
  | 'starting'
  | 'timed_out'
  | 'no_heartbeat'
  | 'invalid_heartbeat'
  | 'stale_pid'
  | 'error_status'
  | 'no_progress'
  | 'check_failed'
  | 'over_limit'
  | 'unknown';

/** Whether a verdict counts towards a recovery. */
export function isBad(verdict: Verdict): boolean {
  return verdict !== 'healthy' && verdict !== 'starting' && verdict !== 'unknown';
}
