// How many restarts the whole host may have within an hour, where its operator sets a limit: who needs it most goes first, the
// rest waits, dead or not. What was not up in this boot is no restart: after a reboot everything is started.

import type { BrakeState } from './brake-state.ts';
import type { Decision } from './decision.ts';
import type { Trouble } from './host-trouble.ts';
import { elapsedMs, type Moment } from './moment.ts';
import type { RecoveryRecord } from './recovery.ts';
import type { ServiceState } from './service-state.ts';
import { isBad, type Verdict } from './verdict.ts';

/** A service of which something was decided. */
export interface Asking {
  readonly service: { readonly key: string; readonly critical: boolean; readonly priority: number };
  readonly before: Pick<ServiceState, 'instance' | 'restarts'>;
  readonly decision: Decision;
  readonly judged: { readonly verdict: Verdict };
}

/** What the budget does to the decisions. */
export interface Rationed {
  readonly brakes: BrakeState;
  /** In place of those for which nothing is left. */
  readonly held: ReadonlyMap<string, Decision>;
}

/** By which the trouble of a spent budget is known. */
export const BUDGET = 'max_restarts_per_hour';
const HOUR_MS = 3_600_000;

/** Spends what is left of the budget, and holds the rest; `limit` is absent where there is none. */
export function ration(
  before: BrakeState,
  asking: Iterable<Asking>,
  { limit, now }: { readonly limit: number | undefined; readonly now: Moment },
): Rationed {
  if (limit === undefined) return { brakes: withSpent(before, []), held: new Map() };
  const spent = before.spent.filter((moment) => elapsedMs(moment, now) < HOUR_MS);
  const left = Math.max(0, limit - spent.length);
  const restarts = [...asking].filter((one) => isRestart(one, now)).sort(byNeed);
  const refused = restarts.slice(left);
  const brakes = withSpent(before, [...spent, ...restarts.slice(0, left).map(() => now)]);
  return {
    brakes: refused.length === 0 ? brakes : withTrouble(brakes, limit),
    held: new Map(refused.map(({ service, decision }) => [service.key, hold(decision, limit)])),
  };
}

function isRestart(asking: Asking, { bootId }: Moment): boolean {
  if (!isStart(asking)) return false;
  const { instance, restarts } = asking.before;
  return instance?.bootId === bootId || restarts.attempts.some((attempt) => attempt.bootId === bootId);
}

/** Of a start that ended its invocation each repetition is one more. */
function isStart({ decision: { action }, judged }: Asking): boolean {
  if (action.kind === 'resume') return isBad(judged.verdict) && hasLostStart(action.recovery);
  return action.kind === 'recover';
}

function hasLostStart({ purpose, stepRecords }: RecoveryRecord): boolean {
  return (
    purpose === 'recover' &&
    stepRecords.some(
      ({ action, cookie, result }) => action === 'start' && cookie !== undefined && result === undefined,
    )
  );
}

function byNeed({ service: a }: Asking, { service: b }: Asking): number {
  return Number(b.critical) - Number(a.critical) || a.priority - b.priority;
}

/** The very same memory where nothing was spent, and nothing has become free again. */
function withSpent(before: BrakeState, spent: readonly Moment[]): BrakeState {
  const isSame =
    spent.length === before.spent.length && spent.every((one, index) => one === before.spent[index]);
  return isSame ? before : { ...before, spent };
}

function withTrouble(brakes: BrakeState, limit: number): BrakeState {
  const trouble: Trouble = { name: BUDGET, detail: tell(limit) };
  return { ...brakes, troubles: [...brakes.troubles.filter(({ name }) => name !== BUDGET), trouble] };
}

function hold(decision: Decision, limit: number): Decision {
  const detail = [decision.detail, tell(limit)].filter((part) => part !== '').join('; ');
  return { ...decision, action: { kind: 'none' }, reason: 'budget_spent', detail };
}

function tell(limit: number): string {
  return `the host has had its ${limit} restarts of this hour: the next one waits until one of them is an hour old`;
}
