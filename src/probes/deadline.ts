// The time that a look has: it ends by the clock, or because nobody asks any more. While we stand still (stopped, or paused with the
// whole machine) nobody fails to answer us. What it holds is let go with it, for a signal that is derived from one that lives as long
// as we do would never be.

/** The time that a look has. */
export interface Deadline {
  /** Tells that it is over. */
  readonly signal: AbortSignal;
  /** Whether it ended by the clock. */
  isMissed(): boolean;
  /** Whether we stood still for so long that whoever was asked may have given up on us. */
  wereWeStill(): boolean;
  /** Nobody minds it any more. */
  release(): void;
}

/** A deadline so many seconds from now, not counting those in which we stood still, or as soon as `stop` says so. */
export function deadlineAfter(seconds: number, stop: AbortSignal): Deadline {
  const over = new AbortController();
  let isMissed = false;
  const end = () => over.abort();
  const count = countDown(seconds * 1000, () => {
    isMissed = true;
    end();
  });
  stop.addEventListener('abort', end, { once: true });
  if (stop.aborted) end();
  return {
    signal: over.signal,
    isMissed: () => isMissed,
    wereWeStill: () => count.stillMs() > Math.min(seconds * 1000, PATIENCE_MS),
    release: () => {
      count.stop();
      stop.removeEventListener('abort', end);
    },
  };
}

/** What ends so much later than it should tells that we stood still: what came meanwhile lies unread. */
const LATE_MS = 500;
const PART_MS = 500;
/** So often it is put off for that: a machine on which all is late must not keep it from ending. */
const MOST_STALLS = 4;
const PATIENCE_MS = 5000;

/** Counts in parts, of which each counts once however late it ends; after a late one there is time to read what has come. */
function countDown(ms: number, end: () => void): { stillMs(): number; stop(): void } {
  let [leftMs, stillMs, stalls, dueMs] = [ms, 0, 0, 0];
  let timer: NodeJS.Timeout | undefined;
  const lateMs = () => Math.max(0, performance.now() - dueMs - LATE_MS);
  const next = (partMs: number) => {
    dueMs = performance.now() + partMs;
    timer = setTimeout(() => {
      const isLate = lateMs() > 0;
      stillMs += lateMs();
      leftMs -= partMs;
      if (isLate && stalls < MOST_STALLS) leftMs = Math.max(leftMs, PART_MS);
      if (isLate) stalls += 1;
      if (leftMs > 0) next(Math.min(leftMs, PART_MS));
      else end();
    }, partMs);
  };
  next(Math.min(leftMs, PART_MS));
  return { stillMs: () => stillMs + lateMs(), stop: () => clearTimeout(timer) };
}
