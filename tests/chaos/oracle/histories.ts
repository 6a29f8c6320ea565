// I8: a row that was once seen is there for good; nothing is old enough to be forgotten. I6: ticks are committed in the order in
// which they were made, which they would not be if two invocations made them at once; and no service is recovered by two at once.

import type { History, Tables } from './record.ts';
import type { Violation } from './violations.ts';

/** Compares each look with the one before. */
export function createHistoryCheck(): (tables: Tables) => readonly Violation[] {
  const most = new Map<string, number>();
  const lost = ({ table, rows, last }: History): readonly Violation[] => {
    const expected = Math.max(last, most.get(table) ?? 0);
    most.set(table, expected);
    if (rows >= expected) return [];
    return [{ invariant: 'I8', found: `${table} had ${expected} rows, and has ${rows}` }];
  };
  return ({ histories, ticks, contested }) => [
    ...histories.flatMap(lost),
    ...contested.map(
      ({ key, recoveries }): Violation => ({
        invariant: 'I6',
        found: `${recoveries} recoveries of ${key} are under way at once`,
      }),
    ),
    ...ticks.flatMap(({ id, boot_ms }, index): readonly Violation[] => {
      const earlier = ticks[index - 1];
      if (earlier === undefined || earlier.boot_ms <= boot_ms) return [];
      return [
        { invariant: 'I6', found: `tick ${id} was made before tick ${earlier.id}, and committed after it` },
      ];
    }),
  ];
}
