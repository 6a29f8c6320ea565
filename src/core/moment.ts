// One instant on all clocks of a host, and how much time lies between two of them.
// Knows no clock: whoever observes reads them and passes the moment on.

/** One instant, read from every clock at once. */
export interface Moment {
  /** Wall clock, milliseconds since 1970 (UTC). May step either way. */
  readonly wallMs: number;
  /** Milliseconds since the machine booted, time asleep included. */
  readonly bootMs: number;
  /** Milliseconds on the monotonic clock, which stands still while the machine sleeps. */
  readonly monotonicMs: number;
  /** Which boot `bootMs` counts from. */
  readonly bootId: string;
}

/**
 * Milliseconds from one moment to a later one, never negative: by boot time within a boot, by the wall clock across boots,
 * where it is at least the time since the later boot, however wrong that clock was.
 */
export function elapsedMs(from: Moment, to: Moment): number {
  if (from.bootId === to.bootId) return Math.max(0, to.bootMs - from.bootMs);
  return Math.max(to.bootMs, to.wallMs - from.wallMs);
}

/** A wait that began at some moment. */
export interface Wait {
  readonly since: Moment;
  readonly durationMs: number;
}

/** Milliseconds of a wait that are still to come; 0 when it is over. */
export function remainingMs(wait: Wait | undefined, now: Moment): number {
  return wait === undefined ? 0 : Math.max(0, wait.durationMs - elapsedMs(wait.since, now));
}
