// Whether it is a quiet hour. What the clock on the wall shows there is told to it.

import type { QuietHours } from '../../config/alerts/channel.ts';

/** Whether a minute of the day, from 0 to 1439 by the clock of their time zone, is among the quiet ones. */
export function isQuiet({ fromMinute, untilMinute }: QuietHours, minute: number): boolean {
  if (fromMinute <= untilMinute) return minute >= fromMinute && minute < untilMinute;
  return minute >= fromMinute || minute < untilMinute;
}
