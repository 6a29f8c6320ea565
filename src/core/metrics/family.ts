// The words for metrics as values, whoever they are told to.

/** One measured value, and of what. */
export interface Point {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What is told of a metric beside its values. */
interface Described {
  /** Such as `watchdog_service_up`. */
  readonly name: string;
  /** A counter never falls but when it begins anew. */
  readonly type: 'gauge' | 'counter';
  /** Of the values, as UCUM writes it: seconds, bytes, or a number of something. */
  readonly unit: 's' | 'By' | '1';
  readonly help: string;
}

/** One metric with all its values; it is there also when it has none. */
export interface Family extends Described {
  readonly points: readonly Point[];
}

/** How one metric is made of what is known. */
export interface Template<Known> extends Described {
  pointsOf(known: Known): readonly Point[];
}

/** The value, unless it is not known. */
export function pointOf(value: number | undefined, labels: Point['labels'] = {}): readonly Point[] {
  return value === undefined ? [] : [{ labels, value }];
}

/** One value for each of some words: 1 for the one that holds, 0 for all others. */
export function oneHot(label: string, words: readonly string[], found: string | undefined): readonly Point[] {
  return words.map((word) => ({ labels: { [label]: word }, value: word === found ? 1 : 0 }));
}
