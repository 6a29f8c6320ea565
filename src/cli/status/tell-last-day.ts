// The last day of a service at a glance: a bar, and what it comes to.

import type { LastDay } from '../../commands/status/last-day.ts';
import { wrapWords } from '../fit-width.ts';
import { tallyInWords } from '../history/tell-tally.ts';
import { uptimeBar } from '../history/uptime-bar.ts';

/** An hour is two marks. */
const WIDEST_BAR = 48;

/** In lines of at most so many characters. */
export function tellLastDay({ services, window }: LastDay, room: number): readonly string[] {
  return services.flatMap((past) => [
    uptimeBar(past.stretches, window, Math.min(WIDEST_BAR, room)),
    ...wrapWords(tallyInWords(past), room, ['', '']).split('\n'),
  ]);
}
