// What is taken for a part of a script that has not ended in time, and who only has its number by now.

import type { ProcessFacts } from '../../../src/core/process.ts';
import { scriptTree } from '../../../src/host/script-tree.ts';
import { aProcess, marks } from '../../support/core/processes.ts';

const leader = aProcess(100, { marks: marks({ step: 's' }) });
const inSession = { ppid: 1, sid: 100, pgid: 100 };
const orphan = aProcess(101, inSession);
const marked = aProcess(102, { ...inSession, marks: marks({ step: 's' }) });
/** Has the number of the script, and leads a session by it. */
const stranger = aProcess(100, { startTicks: 900_000 });
const itsChild = aProcess(103, { ...inSession, ppid: 100, startTicks: 900_001 });

const pidsOf = (rows: readonly ProcessFacts[]) => rows.map(({ pid }) => pid);

test.each<[string, readonly ProcessFacts[], readonly number[]]>([
  ['all of its session, while it lives', [leader, orphan], [100, 101]],
  ['one of its group alone, while it lives', [leader, { ...orphan, sid: 7 }], [100, 101]],
  ['what carries its mark, wherever it went', [aProcess(104, { marks: marks({ step: 's' }) })], [104]],
  ['all of its session, while one that carries its mark is in there', [orphan, marked], [101, 102]],
  ['nobody else', [leader, aProcess(50), aProcess(51, { marks: marks({ step: 't' }) })], [100]],
  ['nobody who has its number by now', [stranger], []],
  ['nobody in the session of whoever has its number by now', [stranger, itsChild], []],
  [
    'nobody there for one that carries its mark elsewhere',
    [stranger, itsChild, { ...marked, sid: 7, pgid: 7 }],
    [102],
  ],
])('of a script is left %s', (_title, table, expected) => {
  expect(pidsOf(scriptTree(leader, 's')(table))).toEqual(expected);
});

test('who was found in its session vouches for what he forks when it is dead', () => {
  const pick = scriptTree(leader, 's');
  expect(pidsOf(pick([leader, orphan]))).toEqual([100, 101]);
  const newcomer = aProcess(105, inSession);
  expect(pidsOf(pick([orphan, newcomer]))).toEqual([101, 105]);
  expect(pidsOf(pick([newcomer]))).toEqual([105]);
  expect(pick([stranger, itsChild])).toEqual([]);
});

test('its session is known by name, where it has one, whoever is dead', () => {
  const named = (row: ProcessFacts, session: string) => ({ ...row, marks: marks({ session }) });
  const pick = scriptTree(named(leader, '77'), undefined);
  const unseen = { ...aProcess(106, inSession), marks: undefined, session: '77' };
  expect(pidsOf(pick([named(orphan, '77'), unseen, aProcess(50)]))).toEqual([101, 106]);
  expect(pick([named(itsChild, '78'), aProcess(50)])).toEqual([]);
});

test('of a script whose beginning was not seen, only what carries its mark is known', () => {
  expect(pidsOf(scriptTree(undefined, 's')([orphan, marked]))).toEqual([102]);
  expect(scriptTree(undefined, undefined)([orphan, marked])).toEqual([]);
});
