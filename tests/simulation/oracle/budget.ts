// R5: within any hour of one boot no more services are restarted of our own accord than the budget allows, and no more critical
// ones than theirs. Whom a group draws in is no restart of its own.

import type { Moment } from '../../../src/core/moment.ts';
import type { TickCommit } from '../../../src/store/store.ts';
import type { Witness } from './witness.ts';

/** Counts restarts. */
export interface BudgetCheck {
  /** A tick was committed. */
  ticked(commit: TickCommit): void;
  /** A start was put on record: perhaps one more, since the one before was lost. */
  intend(key: string): void;
  /** Those that rightly wait for room, or did until a moment ago. */
  waiting(): readonly string[];
}

interface Restart {
  readonly bootMs: number;
  readonly bootId: string;
  readonly isCritical: boolean;
}

const HOUR_MS = 3_600_000;
/** Whose wait is over has to come up before those that depend on it, and these before others. */
const CHAIN_TICKS = 6;
const OF_THIS_BOOT = 'SELECT 1 FROM services WHERE key = ? AND boot_id = ?';

/** Which restarts are of this boot, and of the last hour. */
function isOfHour({ bootId, bootMs }: Moment): (one: Restart) => boolean {
  return (one) => one.bootId === bootId && bootMs - one.bootMs < HOUR_MS;
}

/** By a clock that lags after a reboot, those before it may be of this hour for an hour to come. */
function mayBeOfHour(now: Moment): (one: Restart) => boolean {
  const isOf = isOfHour(now);
  return (one) => (one.bootId === now.bootId ? isOf(one) : now.bootMs < HOUR_MS);
}

/** Counts from now on. */
export function createBudgetCheck({ machine, config, record, findings }: Witness): BudgetCheck {
  let restarts: Restart[] = [];
  /** All that may be counted, too. */
  let possible: Restart[] = [];
  /** The tick by which each was last held back. */
  const heldAt = new Map<string, number>();
  let ticks = 0;
  const isCritical = (key: string) => config().services.some((one) => one.key === key && one.critical);
  const countOf = (key: string, among = restarts) =>
    among.filter((one) => one.isCritical === isCritical(key)).length;
  const limit = () => config().maxRestartsPerHour ?? Number.POSITIVE_INFINITY;
  const count = ({ key, verdict }: TickCommit['recoveries'][number], { bootId, bootMs }: Moment) => {
    const restart = { bootId, bootMs, isCritical: isCritical(key) };
    // Whoever is drawn in by its group costs nothing.
    if (verdict === undefined) return;
    possible.push(restart);
    if (record.rows(OF_THIS_BOOT, key, bootId).length === 0) return;
    restarts.push(restart);
    if (countOf(key) > limit())
      findings.violate('R5', `${key} is restart ${countOf(key)} within an hour; at most ${limit()}`);
  };
  const isHeld = (key: string, marks: TickCommit['marks']) =>
    marks.get(key)?.reason === 'budget_spent' && countOf(key, possible) >= limit();
  return {
    ticked: ({ at, recoveries, marks }) => {
      restarts = restarts.filter(isOfHour(at));
      possible = possible.filter(mayBeOfHour(at));
      for (const plan of recoveries) count(plan, at);
      ticks += 1;
      for (const key of marks.keys()) if (isHeld(key, marks)) heldAt.set(key, ticks);
    },
    intend: (key) => {
      const { bootId, bootMs } = machine.clocks.now();
      possible.push({ bootId, bootMs, isCritical: isCritical(key) });
    },
    waiting: () => [...heldAt].flatMap(([key, tick]) => (ticks - tick < CHAIN_TICKS ? [key] : [])),
  };
}
