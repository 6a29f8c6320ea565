// Stands still for a moment, where nothing may happen in between. Does not know what is waited for.

const never = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread. */
export function pauseFor(durationMs: number): void {
  Atomics.wait(never, 0, 0, durationMs);
}
