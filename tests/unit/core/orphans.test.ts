// Who is an orphan, and who never is.

import type { Instance } from '../../../src/core/instance.ts';
import { orphansOf, type Roster } from '../../../src/core/orphans.ts';
import type { ProcessFacts } from '../../../src/core/process.ts';
import { aProcess, COOKIE, marks } from '../../support/core/processes.ts';
import { anInstance } from '../../support/core/services.ts';

const leader = aProcess(100, { marks: marks({ instance: COOKIE, key: 'web' }) });
const holder = (pid: number, instance: string, change: Partial<ProcessFacts> = {}) =>
  aProcess(pid, { marks: marks({ instance, key: 'web' }), ...change });

function roster(change: Partial<Roster> = {}): Roster {
  return {
    configured: new Set(['web']),
    instances: new Map([['web', anInstance()]]),
    issued: [
      { key: 'web', cookie: 'former' },
      { key: 'web', cookie: COOKIE },
    ],
    pending: [],
    givers: () => [1000],
    ...change,
  };
}

function found(table: readonly ProcessFacts[], change: Partial<Roster> = {}): readonly unknown[] {
  return orphansOf(roster(change), table).map(({ key, why, cookie, process }) => [
    key,
    why,
    cookie,
    process.pid,
  ]);
}

const GONE = { configured: new Set(['other']) };

test('what carries a cookie that was issued before the current one is superseded, with its descendants', () => {
  const table = [leader, holder(101, 'former'), aProcess(102, { ppid: 101 })];
  expect(found(table)).toEqual([
    ['web', 'superseded', 'former', 101],
    ['web', 'superseded', 'former', 102],
  ]);
});

test('all of a service that is no longer configured is orphaned, the current instance included', () => {
  const table = [leader, holder(101, 'former'), aProcess(102, { ppid: 100 })];
  expect(found(table, GONE)).toEqual([
    ['web', 'not_configured', COOKIE, 100],
    ['web', 'not_configured', 'former', 101],
    ['web', 'not_configured', undefined, 102], // it may be of either
  ]);
});

test('a service that somebody else started is orphaned too, by its identity', () => {
  const instance: Instance = anInstance({ cookie: undefined });
  const table = [aProcess(100), aProcess(101)];
  expect(found(table, { ...GONE, instances: new Map([['web', instance]]), issued: [] })).toEqual([
    ['web', 'not_configured', undefined, 100],
  ]);
});

const SPARED: [string, ProcessFacts, Partial<Roster>][] = [
  ['the current instance', holder(101, COOKIE), {}],
  ['a holder of a cookie that was never issued', holder(101, 'of another watchdog'), {}],
  ['one that opted out', aProcess(101, { marks: marks({ key: 'web' }) }), GONE],
  [
    'what an unfinished start has left',
    holder(101, 'former'),
    { pending: [{ key: 'web', cookie: 'former' }] },
  ],
  [
    'a child of the current instance that has another’s cookie',
    holder(101, 'of another watchdog', { ppid: 100 }),
    {},
  ],
  ['a zombie', holder(101, 'former', { state: 'Z' }), {}],
];

test.each(SPARED)('%s is none', (_title, row, change) => {
  const table = change.configured === undefined ? [leader, row] : [row];
  expect(found(table, change)).toEqual([]);
});

test('what one of today’s services claims is none, though a former one left it', () => {
  const instance = anInstance({ cookie: undefined, leader: { pid: 101, startTicks: 300_101 } });
  const instances = new Map([['other', instance]]);
  expect(found([holder(101, 'former')], { ...GONE, instances })).toEqual([]);
});
