/** Settles when a service is only watched: in the windows of the whole file, and in its own. */
import { durationMsOf } from '../duration.ts';
import type { MaintenanceWindow } from '../maintenance-window.ts';
import type { ServiceEntry, WindowEntry } from './schema.ts';

/** The windows of a list. */
export function resolveWindows(entries: readonly WindowEntry[] = []): readonly MaintenanceWindow[] {
  return entries.map(({ cron, duration, timezone, reason }) => ({
    cron,
    durationSeconds: (durationMsOf(duration) ?? 0) / 1000,
    timezone,
    reason,
  }));
}

/** Those of a service and of all; the very same list for all that have none of their own. */
export function windowsOf(
  { maintenance: own = [] }: Pick<ServiceEntry, 'maintenance'>,
  shared: readonly MaintenanceWindow[],
): readonly MaintenanceWindow[] | undefined {
  const all = own.length === 0 ? shared : [...resolveWindows(own), ...shared];
  return all.length === 0 ? undefined : all;
}
