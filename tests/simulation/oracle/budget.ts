// R5: within any hour of one boot no more services are restarted of our own accord than the budget allows, and no more critical
// ones than theirs. Whom a group draws in is no restart of its own.

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
  return {
    ticked: ({ at: { bootId, bootMs }, recoveries, marks }) => {
      const isRecent = (one: Restart) => one.bootId === bootId && bootMs - one.bootMs < HOUR_MS;
      restarts = restarts.filter(isRecent);
      possible = possible.filter(isRecent);
      for (const { key, verdict } of recoveries) {
        const isDrawnIn = verdict === undefined;
        if (!isDrawnIn) possible.push({ bootId, bootMs, isCritical: isCritical(key) });
        if (isDrawnIn || record.rows(OF_THIS_BOOT, key, bootId).length === 0) continue;
        restarts.push({ bootId, bootMs, isCritical: isCritical(key) });
        if (countOf(key) > limit())
          findings.violate('R5', `${key} is restart ${countOf(key)} within an hour; at most ${limit()}`);
      }
      ticks += 1;
      for (const [key, { reason }] of marks)
        if (reason === 'budget_spent' && countOf(key, possible) >= limit()) heldAt.set(key, ticks);
    },
    intend: (key) => {
      const { bootId, bootMs } = machine.clocks.now();
      possible.push({ bootId, bootMs, isCritical: isCritical(key) });
    },
    waiting: () => [...heldAt].flatMap(([key, tick]) => (ticks - tick < CHAIN_TICKS ? [key] : [])),
  };
}
