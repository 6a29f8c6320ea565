// The first promise that was seen broken. It is thrown by whoever drives the simulation, since the product would catch it.

/** The invariants, as the catalogue of faults numbers them; and what a config asks for: a rule of it is a promise, too. */
export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10' | Rule;
type Rule = 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7' | 'R8' | 'R9';

/** What each of them promises. */
const PROMISES: Readonly<Record<Invariant, string>> = {
  I1: 'no signal to a stranger',
  I2: 'at most one live copy',
  I3: 'no more recoveries in a window than the limit',
  I4: 'every kill and start has an earlier committed intent',
  I5: 'no action on unknown',
  I6: 'one invocation in the critical section',
  I7: 'a tick, and an invocation, is bounded',
  I8: 'a committed row is never lost',
  I9: 'a dead service on a healthy machine comes back',
  I10: 'after a stop nothing of it lives',
  R1: 'nothing is restarted of our own accord that its config wants left alone',
  R2: 'nothing is restarted before it has failed as often as its config allows',
  R3: 'nothing that is well is restarted of our own accord, but for its group or a dependency',
  R4: 'a group is restarted in its order',
  R5: 'no more restarts in an hour than the budget',
  R6: 'what is held is not touched of our own accord',
  R7: 'what is said for a while is over in its time, once',
  R8: 'a command that somebody has asked for is run at most once',
  R9: 'in a maintenance window nothing is begun of our own accord',
};

/** A promise that was broken. */
class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, found: string) {
    super(`${invariant} (${PROMISES[invariant]}): ${found}`);
    this.invariant = invariant;
  }
}

/** Takes down what is found. */
export interface Findings {
  /** A promise is broken. */
  violate(invariant: Invariant, found: string): void;
  /** Throws the first that was. */
  assertNone(): void;
}

/** Nothing found yet. */
export function createFindings(): Findings {
  let first: Violation | undefined;
  return {
    violate: (invariant, found) => {
      first ??= new Violation(invariant, found);
    },
    assertNone: () => {
      if (first !== undefined) throw first;
    },
  };
}
