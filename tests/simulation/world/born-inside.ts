// Takes the place of the host's way into a cgroup and out again: here it takes no time, and nothing can go wrong with it.

/** Nobody is ever caught in one. */
export function whyStillInside(): undefined {
  return undefined;
}

/** Nor seen in one. */
export function isVisiting(): boolean {
  return false;
}
