// The maintenance windows that a simulated config may have, each with its own arithmetic of when it lasts, for whoever judges.

import type { Service } from '../../../src/config/config.ts';
import type { MaintenanceWindow } from '../../../src/maintenance-window.ts';

interface Entry {
  readonly window: MaintenanceWindow;
  readonly everyMs: number;
}

const MINUTE_MS = 60_000;

const CALENDAR: readonly Entry[] = [
  every(10, 120, '*/10 * * * *'),
  every(20, 300, '*/20 * * * *'),
  every(60, 1800, '0 * * * *'),
];

/** The windows. */
export const WINDOWS: readonly MaintenanceWindow[] = CALENDAR.map(({ window }) => window);

/** Whether a window of a service lasts at a time of the wall clock. */
export function isInWindow({ maintenance = [] }: Pick<Service, 'maintenance'>, wallMs: number): boolean {
  return CALENDAR.some(
    ({ window, everyMs }) => maintenance.includes(window) && wallMs % everyMs < window.durationSeconds * 1000,
  );
}

function every(minutes: number, durationSeconds: number, cron: string): Entry {
  return {
    everyMs: minutes * MINUTE_MS,
    window: { cron, durationSeconds, timezone: 'UTC', reason: undefined },
  };
}
