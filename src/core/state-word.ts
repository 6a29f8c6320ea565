// The one derived word that a person is shown of a service.

import { underHold } from './desired.ts';
import type { Purpose } from './recovery.ts';
import type { ServiceState } from './service-state.ts';
import type { Verdict } from './verdict.ts';

/** The one derived word shown. */
export type StateWord =
  | 'running'
  | 'starting'
  | 'stopping'
  | 'stopped'
  | 'failed'
  | 'backoff'
  | 'fatal'
  | 'unknown';

/** What a service's state is called; `underWay` is what an unfinished recovery of it is for. */
export function stateWord(state: ServiceState, verdict: Verdict, underWay: Purpose | undefined): StateWord {
  if (underWay === 'stop') return 'stopping';
  if (underWay !== undefined && underWay !== 'act') return 'starting';
  if (verdict === 'healthy') return 'running';
  if (underHold(state.desired).mode === 'off') return 'stopped';
  if (verdict === 'starting' || verdict === 'unknown') return verdict;
  if (state.restarts.givenUpRung !== undefined) return 'fatal';
  return state.restarts.wait === undefined ? 'failed' : 'backoff';
}
