// How far the row of starts has come, where they keep a distance. Does not know what waits.

/** On the monotonic clock: when the next one of each row may start; and how many wait. */
export interface Pace {
  readonly next: Map<'own' | 'asked', number>;
  waiting: number;
}
