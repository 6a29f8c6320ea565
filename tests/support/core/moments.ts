// Moments of a made-up host that booted an hour before NOON.

import type { Moment } from '../../../src/core/moment.ts';

const NOON_MS = Date.UTC(2026, 1, 5, 12);
const HOUR_MS = 3_600_000;

/** The moment so many seconds after noon, on all clocks alike. */
export function at(seconds: number, change: Partial<Moment> = {}): Moment {
  const ms = seconds * 1000;
  return {
    wallMs: NOON_MS + ms,
    bootMs: HOUR_MS + ms,
    monotonicMs: HOUR_MS + ms,
    bootId: 'boot-1',
    ...change,
  };
}

/** The moment so many seconds after a second boot, which was over at 13:00. */
export function afterReboot(seconds: number): Moment {
  const ms = seconds * 1000;
  return { wallMs: NOON_MS + HOUR_MS + ms, bootMs: ms, monotonicMs: ms, bootId: 'boot-2' };
}
