// How many restarts the whole host may have within an hour, where its operator sets a limit: those of the smallest priority go
// first, the rest waits, dead or not; critical services have as many for themselves. What was not up in this boot is no restart: after a reboot everything is started.

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

/** How the names of troubles begin that are spent budgets. */
export const BUDGET = 'max_restarts_per_hour';
const HOUR_MS = 3_600_000;

/** What critical services have for themselves, nobody else can have spent before. */
const PURSES = [
  { spentIn: 'spent', isCritical: false, name: BUDGET, whose: 'the host has had its' },
  {
    spentIn: 'spentByCritical',
    isCritical: true,
    name: `${BUDGET} of critical services`,
    whose: 'the critical services have had their',
  },
] as const;

type Purse = (typeof PURSES)[number];

/** Spends what is left of the budgets, and holds the rest; `limit` is absent where there is none. */
export function ration(
  before: BrakeState,
  asking: Iterable<Asking>,
  { limit, now }: { readonly limit: number | undefined; readonly now: Moment },
): Rationed {
  const held = new Map<string, Decision>();
  const restarts = limit === undefined ? [] : [...asking].filter((one) => isRestart(one, now)).sort(byNeed);
  let brakes = before;
  for (const purse of PURSES) {
    const mine = restarts.filter(({ service }) => service.critical === purse.isCritical);
    const spent = limit === undefined ? [] : recent(brakes[purse.spentIn], now);
    const left = Math.max(0, (limit ?? 0) - spent.length);
    const refused = mine.slice(left);
    for (const { service, decision } of refused)
      held.set(service.key, hold(decision, tell(purse, limit ?? 0)));
    brakes = withSpent(brakes, purse, [...spent, ...mine.slice(0, left).map(() => now)]);
    brakes = withTrouble(brakes, purse, { limit, isNew: refused.length > 0 });
  }
  return { brakes, held };
}

/** For whose restarts nothing is left, whoever else asks. */
export function whoMustWait(
  before: BrakeState,
  asking: Iterable<Asking>,
  { limit, now }: { readonly limit: number | undefined; readonly now: Moment },
): ReadonlySet<string> {
  const empty = PURSES.filter(
    ({ spentIn }) => limit !== undefined && recent(before[spentIn], now).length >= limit,
  );
  if (empty.length === 0) return NOBODY;
  const isWaiting = (one: Asking) =>
    empty.some(({ isCritical }) => one.service.critical === isCritical) && isRestart(one, now);
  return new Set([...asking].filter(isWaiting).map(({ service }) => service.key));
}

const NOBODY: ReadonlySet<string> = new Set();

function recent(spent: readonly Moment[], now: Moment): readonly Moment[] {
  return spent.filter((moment) => elapsedMs(moment, now) < HOUR_MS);
}

function isRestart(asking: Asking, { bootId }: Moment): boolean {
  if (!isStart(asking)) return false;
  const { instance, restarts } = asking.before;
  return instance?.bootId === bootId || restarts.attempts.some((attempt) => attempt.bootId === bootId);
}

/** Of a start that ended its invocation each repetition is one more. */
function isStart({ decision: { action }, judged }: Asking): boolean {
  if (action.kind === 'resume') return isBad(judged.verdict) && hasLostStart(action.recovery);
  return action.kind === 'recover' && action.plan.purpose === 'recover';
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
  return a.priority - b.priority;
}

/** The very same memory where nothing was spent, and nothing has become free again. */
function withSpent(before: BrakeState, { spentIn }: Purse, spent: readonly Moment[]): BrakeState {
  const known = before[spentIn];
  const isSame = spent.length === known.length && spent.every((one, index) => one === known[index]);
  return isSame ? before : { ...before, [spentIn]: spent };
}

/** It begins when somebody has to wait, and is over when there is room: that nobody waits any more makes none. */
function withTrouble(
  brakes: BrakeState,
  purse: Purse,
  { limit, isNew }: { readonly limit: number | undefined; readonly isNew: boolean },
): BrakeState {
  const { name } = purse;
  const isKnown = brakes.troubles.some((trouble) => trouble.name === name);
  const isSpent = limit !== undefined && brakes[purse.spentIn].length >= limit;
  if (isKnown && !isSpent)
    return { ...brakes, troubles: brakes.troubles.filter((trouble) => trouble.name !== name) };
  if (isKnown || !isNew || limit === undefined) return brakes;
  const trouble: Trouble = { name, detail: tell(purse, limit) };
  return { ...brakes, troubles: [...brakes.troubles, trouble] };
}

function hold(decision: Decision, why: string): Decision {
  const detail = [decision.detail, why].filter((part) => part !== '').join('; ');
  return { ...decision, action: { kind: 'none' }, reason: 'budget_spent', detail };
}

function tell({ whose }: Purse, limit: number): string {
  return `${whose} ${limit} restarts of this hour: the next one waits until one of them is an hour old`;
}
