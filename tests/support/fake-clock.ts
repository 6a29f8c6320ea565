// The clocks of a made-up machine. They stand still until a test moves them.

import type { Moment } from '../../src/core/moment.ts';

/** Clocks that can be moved, together or apart. */
export interface FakeClock {
  now(): Moment;
  /** Time passes on all clocks. */
  pass(seconds: number): void;
  /** The wall clock is set. */
  step(seconds: number): void;
  /** The machine sleeps: only its monotonic clock stands still. */
  sleep(seconds: number): void;
  /** The machine boots anew. */
  reboot(): void;
}

const HOUR_MS = 3_600_000;

/** Clocks that show the true time, of a machine that booted an hour ago. */
export function createFakeClock(): FakeClock {
  let now: Moment = { wallMs: Date.now(), bootMs: HOUR_MS, monotonicMs: HOUR_MS, bootId: 'boot-1' };
  const move = (wallMs: number, bootMs: number, monotonicMs: number) => {
    now = {
      ...now,
      wallMs: now.wallMs + wallMs,
      bootMs: now.bootMs + bootMs,
      monotonicMs: now.monotonicMs + monotonicMs,
    };
  };
  return {
    now: () => now,
    pass: (seconds) => move(seconds * 1000, seconds * 1000, seconds * 1000),
    step: (seconds) => move(seconds * 1000, 0, 0),
    sleep: (seconds) => move(seconds * 1000, seconds * 1000, 0),
    reboot: () => {
      now = { wallMs: now.wallMs + 60_000, bootMs: 30_000, monotonicMs: 30_000, bootId: `${now.bootId}'` };
    },
  };
}
