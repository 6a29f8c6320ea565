// What came of a run, in words and numbers.

import type { Outcome } from './chaos.ts';

/** The report of a run. */
export function render(outcome: Outcome): string {
  const { faults, kinds, typed, looks, counts, recoverySeconds: times, violations } = outcome;
  const total = [...faults.values()].reduce((sum, one) => sum + one, 0);
  return [
    `${total} faults injected`,
    `${faults.size} of ${kinds.length} kinds of faults`,
    ...[...faults].toSorted(([, a], [, b]) => b - a).map(([name, count]) => `  ${count} × ${name}`),
    `${typed.invocations} invocations, ${typed.shifted} of them with another clock`,
    `${counts.ticks} ticks, ${counts.recoveries} recoveries of ${counts.steps} steps`,
    `${counts.restartsTogether} restarts with a group, ${counts.stops} stop commands, ${counts.holds} holds`,
    `${times.length} services that were hurt came back: median ${seconds(median(times))}, worst ${seconds(Math.max(...times))}`,
    `${looks.all} looks, ${looks.withoutTables} while the tables could not be read`,
    `${outcome.calmTicks} ticks until all was well, or late`,
    ...outcome.skipped.map((name) => `skipped: ${name}`),
    `${violations.length} violations`,
  ].join('\n');
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

function seconds(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(1)} s` : 'unknown';
}
