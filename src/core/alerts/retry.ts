// When something that could not be told is tried again, and when it is given up.

/** A try that has failed. */
export interface Failure {
  /** How often it was tried, this time included. */
  readonly attempts: number;
  /** The other end has said no, and will hardly say anything else to the same. */
  readonly isRefused: boolean;
  /** Since it was to be told. */
  readonly ageMs: number;
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 600_000;
const MOST_REFUSALS = 8;
const LONGEST_MS = 3 * 86_400_000;

/** How long to wait for the next try; `undefined` gives up. */
export function waitAfter({ attempts, isRefused, ageMs }: Failure): number | undefined {
  if (ageMs > LONGEST_MS || (isRefused && attempts >= MOST_REFUSALS)) return undefined;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, attempts - 1));
}
