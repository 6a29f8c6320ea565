// Maintenance windows: times of a calendar, in some time zone, at which something begins that lasts for a while. Knows croner, which
// is loaded where some window is configured; not what is left undone in one.

import { Cron } from 'croner';

/** A time that comes again and again, in which nothing is done of our own accord. */
export interface MaintenanceWindow {
  /** When it begins, in the five fields of a crontab. */
  readonly cron: string;
  readonly durationSeconds: number;
  /** Its name; absent: that of the host. */
  readonly timezone: string | undefined;
  readonly reason: string | undefined;
}

/** What is wrong with an expression or a zone, in words; undefined where something begins by them some day. */
export function faultOf(expression: string, timezone: string | undefined): string | undefined {
  try {
    return cronOf(expression, timezone).nextRun() === null ? 'never comes' : undefined;
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, '').replace(/\.$/, '');
  }
}

/** Whether there is a time zone of that name. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Tells of lists of windows whether one of them lasts at an instant, and how long: `in maintenance until …: reason`. */
export function windowTeller(wallMs: number): (windows: readonly MaintenanceWindow[]) => string | undefined {
  // Most services share theirs, and each costs a look into the calendar.
  const told = new Map<MaintenanceWindow, string | undefined>();
  const tellOne = (window: MaintenanceWindow) => {
    if (!told.has(window)) told.set(window, tell(window, wallMs));
    return told.get(window);
  };
  return (windows) => {
    for (const window of windows) {
      const words = tellOne(window);
      if (words !== undefined) return words;
    }
    return undefined;
  };
}

function tell(window: MaintenanceWindow, wallMs: number): string | undefined {
  const endsMs = endOf(window, wallMs);
  if (endsMs === undefined) return undefined;
  const end = `in maintenance until ${new Date(endsMs).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z')}`;
  return window.reason === undefined ? end : `${end}: ${window.reason}`;
}

/** When a window ends that lasts at an instant, milliseconds since 1970; it lasts as long as is said, whatever clocks do meanwhile. */
export function endOf(
  { cron, durationSeconds, timezone }: MaintenanceWindow,
  wallMs: number,
): number | undefined {
  const durationMs = durationSeconds * 1000;
  const begins = cronOf(cron, timezone).nextRun(new Date(wallMs - durationMs));
  const beginsMs = begins?.getTime() ?? Number.POSITIVE_INFINITY;
  return beginsMs <= wallMs ? beginsMs + durationMs : undefined;
}

function cronOf(expression: string, timezone: string | undefined): Cron {
  return new Cron(expression, { paused: true, mode: '5-part', ...(timezone !== undefined && { timezone }) });
}
