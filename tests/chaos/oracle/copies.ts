// I2: one live copy of a service at most, told by its cookies. I10: of what was switched off nothing lives.

import type { Wishes } from '../stage/wishes.ts';
import type { Seen } from './sight.ts';
import type { Violation } from './violations.ts';

/** What is broken by what lives; `wishes` say what was certainly switched off. */
export function checkCopies(seen: readonly Seen[], wishes: Wishes): readonly Violation[] {
  return seen.flatMap(({ toy: { key }, living }) => {
    const cookies = new Set(living.map(({ env }) => env.WATCHDOG_INSTANCE));
    const pids = living.map(({ pid }) => pid).join(', ');
    const copies: Violation[] =
      cookies.size > 1
        ? [{ invariant: 'I2', found: `${cookies.size} copies of ${key} live: pid ${pids}` }]
        : [];
    const undead: Violation[] =
      wishes.get(key) === 'off' && living.length > 0
        ? [{ invariant: 'I10', found: `${key} is off, and pid ${pids} lives` }]
        : [];
    return [...copies, ...undead];
  });
}
