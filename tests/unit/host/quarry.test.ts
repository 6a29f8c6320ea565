// Who counts as alive while a termination goes on, by made-up looks at one process that nothing but its parent told of.

import type { Liveness, ProcessFacts } from '../../../src/core/process.ts';
import { createQuarry } from '../../../src/host/quarry.ts';
import { alive, aProcess, GONE, marks, UNSEEN_PROCESS } from '../../support/core/processes.ts';

const child = aProcess(101, { ppid: 100, marks: marks({ key: 'web' }) });

/** What is after a child that its dead parent no longer tells of, and that is now seen so. */
function after(seen: Liveness) {
  let table: readonly ProcessFacts[] = [aProcess(100), child];
  const processes = { lookAt: () => seen, childAtBirth: () => undefined, table: () => table };
  const isChild = (row: ProcessFacts) => table.some(({ pid }) => pid === row.ppid);
  const quarry = createQuarry({ processes, sendSignal: () => ({ kind: 'sent' }) }, () =>
    table.filter(isChild),
  );
  expect(quarry.search()).toEqual([child]);
  table = [];
  return quarry;
}

test.each<[string, Liveness, readonly ProcessFacts[]]>([
  [
    'what still lives is still looked for',
    alive({ ...child, state: 'T', marks: undefined }),
    [{ ...child, state: 'T' }],
  ],
  ['what cannot be looked at counts as alive', UNSEEN_PROCESS, [child]],
  ['what is gone is no more looked for', GONE, []],
  ['K5 P1 nor is whoever has its number by now', alive({ ...child, startTicks: 900_000 }), []],
])('%s', (_title, seen, left) => {
  const quarry = after(seen);
  expect(quarry.isAnyLeft()).toBe(left.length > 0);
  expect(quarry.search()).toEqual(left);
  expect(quarry.count()).toBe(1);
});
