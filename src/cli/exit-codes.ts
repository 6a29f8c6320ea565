// Exit codes are a published interface (docs/exit-codes.md). Here alone is decided which one an outcome gets.

import type { CheckReport } from '../commands/check-report.ts';
import type { OrphansReport } from '../commands/orphans.ts';
import type { ServiceReport } from '../commands/service-report.ts';
import type { StatusReport } from '../commands/status.ts';
import type { SwitchReport } from '../commands/switch-services.ts';
import { isBad } from '../core/verdict.ts';

/** What each exit code means. */
export const EXIT = {
  fine: 0,
  down: 1,
  usage: 2,
  notRunning: 3,
  database: 4,
  criticalDown: 5,
  bug: 70,
  notServed: 75,
} as const;

/** For `beat`: that a later start has taken its place, as any writer says it (docs/heartbeat-protocol.md). */
export const SUPERSEDED = 75;

/** For `check`: also fine when another invocation holds the lease. */
export function exitOfCheck(report: CheckReport): number {
  if (report.kind === 'held') return EXIT.fine;
  if (report.kind === 'lock_failed') return EXIT.down;
  if (report.observedOnly !== undefined) return EXIT.database;
  if (report.isCriticalDown) return EXIT.criticalDown;
  const hasFailed = report.recoveries.some(({ outcome }) => outcome === 'failed');
  return hasFailed || report.isAnyDown ? EXIT.down : EXIT.fine;
}

/** For on, off, restart, start-all and stop-all. */
export function exitOfSwitch({ answers }: SwitchReport): number {
  if (answers.some(({ isWithdrawn }) => isWithdrawn)) return EXIT.notServed;
  return answers.every(({ ok }) => ok) ? EXIT.fine : EXIT.down;
}

/** For `status`: with a key, as LSB says for init scripts; without, whether something is down. */
export function exitOfStatus({ services, key, recordProblem }: StatusReport): number {
  if (recordProblem !== undefined) return EXIT.database;
  if (key === undefined) return exitOfAll(services.filter(isDown));
  const isUp = services.every(({ verdict }) => verdict === 'healthy' || verdict === 'starting');
  return isUp ? EXIT.fine : EXIT.notRunning;
}

function exitOfAll(down: readonly ServiceReport[]): number {
  if (down.length === 0) return EXIT.fine;
  return down.some(({ critical }) => critical) ? EXIT.criticalDown : EXIT.down;
}

/** For `orphans`: whether something lives on, or could not be ended. */
export function exitOfOrphans({ orphans, answers = [], unseen }: OrphansReport): number {
  return orphans.length === 0 && unseen === undefined && answers.every(({ ok }) => ok)
    ? EXIT.fine
    : EXIT.down;
}

const BY_CODE: Readonly<Record<string, number>> = {
  usage: EXIT.usage,
  config: EXIT.usage,
  lease_held: EXIT.notServed,
  store: EXIT.database,
};

/** For an error: one of ours by its code, anything else is a bug of ours. */
export function exitOfError(error: unknown): number {
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return (typeof code === 'string' ? BY_CODE[code] : undefined) ?? EXIT.bug;
}

function isDown({ verdict, desired, state, reason }: ServiceReport): boolean {
  const isMeant = state === 'disabled' || desired === 'off' || reason === 'maintenance';
  return !isMeant && verdict !== undefined && isBad(verdict);
}
