// The clocks of the made-up machine, and the true time that none of them need show.

import type { Moment } from '../../../src/core/moment.ts';

/** Clocks that can be moved, together or apart. */
export interface Clocks {
  /** Milliseconds that have truly passed. */
  trueMs(): number;
  now(): Moment;
  /** What the wall showed at a true time, by what it shows now. */
  wallAt(trueMs: number): number;
  /** The monotonic clock's reading as a true time. */
  trueAt(monotonicMs: number): number;
  /** Time passes up to a true time; never back. */
  passTo(trueMs: number): void;
  /** The wall clock is set. */
  step(ms: number): void;
  /** Time passes, and the monotonic clock stands still. */
  sleep(ms: number): void;
  /** The machine has just booted; its wall clock may lag. */
  boot(lagMs: number): void;
}

const BEGINNING_MS = Date.UTC(2026, 1, 5, 12);
const UP_SINCE_MS = 3_600_000;

/** The clocks of a machine that booted an hour ago. */
export function createClocks(): Clocks {
  let trueMs = UP_SINCE_MS;
  let wallAheadMs = BEGINNING_MS - UP_SINCE_MS;
  let bootedAtMs = 0;
  let sleptMs = 0;
  let boots = 1;
  return {
    trueMs: () => trueMs,
    now: () => ({
      wallMs: Math.floor(trueMs + wallAheadMs),
      bootMs: Math.floor(trueMs - bootedAtMs),
      monotonicMs: trueMs - bootedAtMs - sleptMs,
      bootId: `boot-${boots}`,
    }),
    wallAt: (ms) => Math.floor(ms + wallAheadMs),
    trueAt: (ms) => ms + bootedAtMs + sleptMs,
    passTo: (ms) => {
      trueMs = Math.max(trueMs, ms);
    },
    step: (ms) => {
      wallAheadMs += ms;
    },
    sleep: (ms) => {
      trueMs += ms;
      sleptMs += ms;
    },
    boot: (lagMs) => {
      bootedAtMs = trueMs;
      sleptMs = 0;
      wallAheadMs -= lagMs;
      boots += 1;
    },
  };
}
