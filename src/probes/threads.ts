// Work that the system does on threads of ours, and that nobody can call off: to search a name, to open a file. What hangs there is not
// waited for, and takes only some of them. Knows not what the work is.

import pLimit from 'p-limit';

/** As many of these as may hang before others must wait; how many threads there are, the launcher says. */
const MOST_AT_ONCE = 12;

/** Does work on a thread; rejects with EAGAIN when the signal says that it is over first. */
export type OnThread = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** A share of the threads. */
export function shareOfThreads(): OnThread {
  const limit = pLimit(MOST_AT_ONCE);
  return async (work, signal) => {
    const over = new Promise<never>((_, reject) => {
      const tell = () => reject(notInTime());
      signal.addEventListener('abort', tell, { once: true });
      if (signal.aborted) tell();
    });
    // What nobody waits for any more when its turn comes would only hold a thread.
    return Promise.race([limit(() => (signal.aborted ? over : work())), over]);
  };
}

/** Of our own machine: it tells nothing of whoever was to be looked at. */
function notInTime(): Error {
  return Object.assign(new Error('the system did not answer within its time'), { code: 'EAGAIN' });
}
