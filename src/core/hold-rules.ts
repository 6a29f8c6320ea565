// The rules of what is only watched for a time: by its operator's word, or in a maintenance window; and of the end of such a time.

import { type Decision, idle, type Rule, recovery, type Situation } from './decision.ts';
import { underHold } from './desired.ts';
import type { RecoveryRecord } from './recovery.ts';
import { isUntouched } from './resume.ts';
import type { ServiceState } from './service-state.ts';

/** It is only watched, for somebody has said so. */
export const held: Rule = ({ state, judged }) => {
  if (state.desired.mode !== 'held') return undefined;
  // Beneath it is switched off: that it does not run is what was wanted.
  const isOff = underHold(state.desired).mode === 'off';
  const up = judged.verdict === 'healthy' ? true : undefined;
  return idle('held', isOff && state.up !== up ? { ...state, up } : state, judged.detail);
};

/** It is only watched, for the config says so of that time. That it is down is told once the window is over, if it is still so then. */
export const inMaintenance: Rule = ({ before, state, judged, maintenance }) => {
  if (maintenance === undefined) return undefined;
  const untold = state.up === before.up ? state : { ...state, up: before.up };
  return idle('maintenance', untold, `${judged.detail}; ${maintenance}`);
};

/** What a maintenance window finds half replaced is not left so: who began it would have finished it, too. */
export function leftAlone(
  { before, state, maintenance }: Situation,
  unfinished: RecoveryRecord,
): Decision | undefined {
  if (state.desired.mode === 'held') return idle('held', before, 'its recovery waits for the end of that');
  if (maintenance === undefined || !isUntouched(unfinished)) return undefined;
  return idle('maintenance', before, `${maintenance}; its recovery waits for the end of that`);
}

/** It was off for a while, and is started as whoever would have switched it on by hand; it stays off until it may be. */
export const offOver: Rule = (situation) => {
  const { before, state, judged, dependencyDown, maintenance } = situation;
  const isOver = before.desired.mode === 'off' && state.desired.mode === 'on';
  if (!isOver || judged.verdict === 'healthy' || judged.verdict === 'starting') return undefined;
  if (maintenance !== undefined) return idle('maintenance', before, maintenance);
  if (dependencyDown !== undefined) return idle('dependency_down', before, dependencyDown);
  const detail = 'the time is over for which it was switched off';
  const asBefore = { ...situation, state: wanting(before, state) };
  return recovery(asBefore, { reason: 'off_over', detail }, { purpose: 'start', steps: ['start'] });
};

/** What was remembered, with what is wanted by now. */
export function wanting(before: ServiceState, { desired }: ServiceState): ServiceState {
  return before.desired === desired ? before : { ...before, desired };
}
