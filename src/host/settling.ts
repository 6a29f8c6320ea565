// Gives the writer of a bad file the time to finish it: a file left alone for 50 ms is as finished as it will be.
// Waits at most 50 ms in any second, however many files are bad. Does not read any file.

import { lstatSync } from 'node:fs';

import { monotonicMs } from './clock.ts';
import { pauseFor } from './pause.ts';

const SETTLED_AFTER_MS = 50;
const ALLOWANCE_MS = 50;
const ALLOWANCE_RENEWED_AFTER_MS = 1000;

/** Makes the wait, which blocks: heartbeats are read in one sweep that nothing may interleave. */
export function createSettling(): (path: string) => void {
  let allowance = { leftMs: ALLOWANCE_MS, since: monotonicMs() };
  return (path) => {
    const nowMs = monotonicMs();
    if (nowMs - allowance.since > ALLOWANCE_RENEWED_AFTER_MS) {
      allowance = { leftMs: ALLOWANCE_MS, since: nowMs };
    }
    const waitMs = Math.min(unsettledForMs(path), allowance.leftMs);
    if (waitMs <= 0) return;
    pauseFor(waitMs);
    allowance.leftMs -= waitMs;
  };
}

/** A file from the future, by a stepped clock, gets no more than any other. */
function unsettledForMs(path: string): number {
  try {
    const changedAtMs = lstatSync(path).mtimeMs;
    return Math.min(SETTLED_AFTER_MS, changedAtMs + SETTLED_AFTER_MS - Date.now());
  } catch {
    return 0;
  }
}
