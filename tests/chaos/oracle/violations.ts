// The promises that were seen broken, numbered as in the catalogue of faults; each finding is told once.

/** The invariants, and R6 of the simulation: what is held is not touched. */
export type Invariant = 'R6' | 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10';

/** A promise that was broken, and how. */
export interface Violation {
  readonly invariant: Invariant;
  readonly found: string;
}

/** Takes down what is found. */
export interface Violations {
  readonly all: readonly Violation[];
  add(...found: readonly Violation[]): void;
}

/** Nothing found yet; the same again is no news. */
export function createViolations(tell: (violation: Violation) => void): Violations {
  const all: Violation[] = [];
  return {
    all,
    add: (...found) => {
      for (const one of found) {
        if (all.some(({ found: known }) => known === one.found)) continue;
        all.push(one);
        tell(one);
      }
    },
  };
}
