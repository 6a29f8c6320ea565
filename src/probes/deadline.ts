// The time that a look has: it ends by the clock, or because nobody asks any more. What it holds is let go with it, for a signal
// that is derived from one that lives as long as we do would never be.

/** The time that a look has. */
export interface Deadline {
  /** Tells that it is over. */
  readonly signal: AbortSignal;
  /** Whether it ended by the clock. */
  isMissed(): boolean;
  /** Nobody minds it any more. */
  release(): void;
}

/** A deadline so many seconds from now, or as soon as `stop` says so. */
export function deadlineAfter(seconds: number, stop: AbortSignal): Deadline {
  const over = new AbortController();
  let isMissed = false;
  const end = () => over.abort();
  const timer = setTimeout(() => {
    isMissed = true;
    end();
  }, seconds * 1000);
  stop.addEventListener('abort', end, { once: true });
  if (stop.aborted) end();
  return {
    signal: over.signal,
    isMissed: () => isMissed,
    release: () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
    },
  };
}
