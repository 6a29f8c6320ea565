// What one look of a check came to. Facts only; whether they matter is weighed elsewhere.

/** What a check wants to find again at its next look: a count, an offset, a time. */
export type Mark = Readonly<Record<string, number | string>>;

/** What one look came to. `degraded` is bad enough to tell of, and no reason to act. `unknown`: it could not look. */
export interface Reading {
  readonly kind: 'passed' | 'degraded' | 'failed' | 'unknown';
  /** In words, with the measured values. */
  readonly detail: string;
  /** How long the answer took, where that tells something. */
  readonly latencyMs?: number | undefined;
  /** In place of the one before; absent leaves that as it is, an empty one is none. */
  readonly mark?: Mark | undefined;
}

/** What was read of one service at one pass, by the names of its checks; none that was not due, or is not done yet. */
export type Readings = ReadonlyMap<string, Reading>;

export const NO_READINGS: Readings = new Map();
