// Which processes die with an instance, and which never do.

import { adopt } from '../../../src/core/adopt.ts';
import { isComparable } from '../../../src/core/instance.ts';
import type { ProcessFacts } from '../../../src/core/process.ts';
import { isWeaklyKnown, stepTreeOf, treeOf } from '../../../src/core/tree.ts';
import { at } from '../../support/core/moments.ts';
import { alive, aProcess, COOKIE, GONE, marks } from '../../support/core/processes.ts';
import { aCase, anInstance } from '../../support/core/services.ts';

const leader = aProcess(100, { marks: marks({ instance: COOKIE, key: 'web' }) });
const mine = marks({ instance: COOKIE, key: 'web' });
const bystander = aProcess(50);
const enclosed = marks({ cgroup: COOKIE });
const inSession = { ppid: 1, sid: 100, pgid: 100 };

function pidsOf(
  table: readonly ProcessFacts[],
  instance = anInstance(),
  cookies: readonly string[] = [],
): readonly number[] {
  return treeOf({ instance, cookies, givers: [1000] }, [bystander, ...table]).map(({ pid }) => pid);
}

const TAKEN: [string, ProcessFacts][] = [
  ['a holder of its cookie wherever it went', aProcess(101, { marks: mine })],
  ['a child without an environment', aProcess(101, { ppid: 100 })],
  ['a child whose environment we may not see', aProcess(101, { ppid: 100, marks: undefined })],
  ['an orphan of its session', aProcess(101, inSession)],
  ['an orphan of its group alone', aProcess(101, { ppid: 1, pgid: 100, sid: 7 })],
  ['one that lost its environment and its session, in its cgroup', aProcess(101, { marks: enclosed })],
  ['a script it runs itself', aProcess(101, { ppid: 100, marks: marks({ key: 'web', step: 's' }) })],
];

test.each(TAKEN)('%s dies with it', (_title, row) => {
  expect(pidsOf([leader, row])).toEqual([100, 101]);
});

const SPARED: [string, ProcessFacts][] = [
  ['a child that cleared the cookie', aProcess(101, { ppid: 100, marks: marks({ key: 'web' }) })],
  [
    'an orphan of its session that cleared the cookie',
    aProcess(101, { ...inSession, marks: marks({ key: 'web' }) }),
  ],
  [
    "a child with another instance's cookie",
    aProcess(101, { ppid: 100, marks: marks({ instance: 'other' }) }),
  ],
  [
    "a process of its session with another's cookie",
    aProcess(101, { ...inSession, marks: marks({ instance: 'other' }) }),
  ],
  ['a process older than it in a session of its number', aProcess(101, { ...inSession, startTicks: 1 })],
  ['one that cleared the cookie in its cgroup', aProcess(101, { marks: { ...enclosed, key: 'web' } })],
  [
    "a child in another instance's cgroup",
    aProcess(101, { ppid: 100, marks: { ...enclosed, cgroup: 'other' } }),
  ],
  ['a zombie', aProcess(101, { ppid: 100, state: 'Z' })],
  ['a kernel thread', aProcess(101, { ppid: 100, kernelThread: true })],
  ['a process of nobody we know', aProcess(101)],
];

test.each(SPARED)('%s is left alone', (_title, row) => {
  expect(pidsOf([leader, row])).toEqual([100]);
});

test.each([
  ['a child', { ppid: 100 }, true],
  ['one in its session', inSession, true],
  ['one in its cgroup', { marks: marks({ instance: COOKIE, givenBy: 33, cgroup: COOKIE }) }, true],
  ['one from anywhere', {}, false],
])('%s that somebody else gave its cookie dies with it: %j %s', (_title, change, expected) => {
  const row = aProcess(101, { marks: marks({ instance: COOKIE, givenBy: 33, key: 'web' }), ...change });
  expect(pidsOf([leader, row], anInstance({ confirmed: true }))).toEqual(expected ? [100, 101] : [100]);
});

test('a session is not its own because somebody else shows its cookie there', () => {
  const forger = aProcess(101, { ...inSession, marks: marks({ instance: COOKIE, givenBy: 33 }) });
  expect(pidsOf([forger, aProcess(102, inSession)], anInstance({ confirmed: true }))).toEqual([]);
});

test('grandchildren die, in whatever order they are listed', () => {
  const rows = [aProcess(103, { ppid: 102 }), aProcess(102, { ppid: 101 }), aProcess(101, { ppid: 100 })];
  expect([...pidsOf([...rows, leader])].sort()).toEqual([100, 101, 102, 103]);
});

test.each([
  ['has inherited that', marks({ key: 'web' })],
  ['has no environment', marks()],
  ['has stayed in the cgroup without one', enclosed],
  ['may not be looked at', undefined],
])('a child of one that opted out is left alone, in whose session it may be, when it %s', (_title, its) => {
  const optedOut = aProcess(101, { ...inSession, marks: marks({ key: 'web' }) });
  const child = aProcess(102, { ...inSession, ppid: 101, marks: its });
  expect(pidsOf([child, leader, optedOut])).toEqual([100]);
});

test('who is older than the process that has its parent’s number by now is no child of that', () => {
  const older = aProcess(101, { ppid: 100, startTicks: leader.startTicks - 1 });
  const grandchild = aProcess(102, { ppid: 101 });
  expect(pidsOf([leader, older, grandchild])).toEqual([100]);
  const optedOut = aProcess(90, { marks: marks({ key: 'web' }), startTicks: leader.startTicks + 1 });
  const reborn = aProcess(100, { ...leader, ppid: 90 });
  expect(pidsOf([optedOut, reborn, aProcess(103, { ppid: 100, marks: mine })])).toEqual([100, 103]);
});

test('a child of one that opted out dies when it took the cookie up again', () => {
  const optedOut = aProcess(101, { ppid: 100, marks: marks({ key: 'web' }) });
  expect(pidsOf([leader, optedOut, aProcess(102, { ppid: 101, marks: mine })])).toEqual([100, 102]);
});

test('what has no cookie is known weakly, the leader of a service excepted', () => {
  const instance = anInstance();
  const weak = (row: ProcessFacts, one = instance) =>
    isWeaklyKnown(row, { instance: one, cookies: [], givers: [] });
  const rows = [aProcess(101, { ppid: 100 }), aProcess(100), aProcess(102, { marks: mine })];
  expect(rows.map((row) => weak(row))).toEqual([true, false, false]);
  expect(weak(aProcess(101), anInstance({ cookie: undefined }))).toBe(false);
});

describe('after the leader has died', () => {
  test('the session is still its own while a holder of the cookie is in it', () => {
    const holder = aProcess(101, { ...inSession, marks: mine });
    expect(pidsOf([holder, aProcess(102, inSession)])).toEqual([101, 102]);
  });

  test('a session or group of its number is somebody else’s without one', () => {
    const recycled = aProcess(100, { startTicks: 900_000 });
    expect(pidsOf([recycled, aProcess(102, { ...inSession, startTicks: 900_001 })])).toEqual([]);
  });

  test('the session is still its own where the kernel has a name for it, which is never given again', () => {
    const named = (name: string) => aProcess(102, { ...inSession, marks: marks({ session: name }) });
    const instance = anInstance({ session: '77' });
    expect(pidsOf([named('77')], instance)).toEqual([102]);
    expect(pidsOf([named('78')], instance)).toEqual([]);
  });

  test('a cookie holder in another session does not vouch for that one', () => {
    expect(pidsOf([aProcess(101, { marks: mine }), aProcess(102, inSession)])).toEqual([101]);
  });

  test('the process that beats dies with its children', () => {
    const beating = aProcess(101);
    const instance = anInstance({ beating: { pid: 101, startTicks: beating.startTicks }, cookie: undefined });
    expect(pidsOf([beating, aProcess(102, { ppid: 101 })], instance)).toEqual([101, 102]);
  });
});

describe('a service started by hand from an interactive shell', () => {
  const shell = aProcess(40);
  const job = aProcess(100, { ppid: 40, sid: 40 });
  const { seen } = aCase(1, { named: alive(job), recorded: GONE });
  const record = adopt(job, seen);

  test('never takes the shell, its session, or another job of it', () => {
    const other = aProcess(41, { ppid: 40, sid: 40 });
    expect(pidsOf([shell, job, other], record)).toEqual([100]);
  });

  test('takes the pipeline it leads', () => {
    expect(pidsOf([shell, job, aProcess(101, { ppid: 40, sid: 40, pgid: 100 })], record)).toEqual([100, 101]);
  });

  test('takes nothing of a shell’s session, whose name it shares', () => {
    const its = marks({ session: '7' });
    const row = aProcess(41, { ppid: 40, sid: 40, marks: its });
    expect(pidsOf([row], adopt({ ...job, marks: its }, seen))).toEqual([]);
  });

  test('takes nothing of the shell’s group when it does not lead one', () => {
    const inShellGroup = aProcess(100, { ppid: 40, sid: 40, pgid: 40 });
    expect(pidsOf([shell, inShellGroup], adopt(inShellGroup, seen))).toEqual([100]);
  });

  test('has no known user when its marks were not seen', () => {
    expect(adopt({ ...job, marks: undefined }, seen)).toMatchObject({ uid: -1, cookie: undefined });
  });
});

describe('without a record', () => {
  test('nothing is taken but what a start cut short has left', () => {
    const table = [
      aProcess(101, { marks: marks({ instance: 'cut-short' }) }),
      aProcess(102),
      aProcess(103, { ppid: 101 }),
    ];
    expect(
      treeOf({ instance: undefined, cookies: ['cut-short'], givers: [1000] }, table).map(({ pid }) => pid),
    ).toEqual([101, 103]);
    expect(treeOf({ instance: undefined, cookies: [], givers: [] }, table)).toEqual([]);
  });

  test('a second cookie is taken beside the record', () => {
    const second = aProcess(101, { marks: marks({ instance: 'cut-short' }) });
    expect(
      pidsOf([leader, second, aProcess(102, { ppid: 100, marks: second.marks })], anInstance(), [
        'cut-short',
      ]),
    ).toEqual([100, 101, 102]);
  });
});

test('a script is known by its mark alone, and a dead one is not', () => {
  const script = aProcess(101, { marks: marks({ step: 's' }) });
  const table = [
    script,
    aProcess(102, { marks: marks({ step: 't' }) }),
    { ...script, pid: 103, state: 'X' },
    aProcess(104, { marks: undefined }),
  ];
  expect(stepTreeOf('s', table)).toEqual([script]);
});

test.each([
  ['here', {}, true],
  ['in another boot', { bootId: 'boot-2' }, false],
  ['in another pid namespace', { pidNamespace: 2 }, false],
])('recorded pids are compared with what is seen %s: %s', (_title, change, expected) => {
  expect(isComparable(anInstance(), { bootId: at(0).bootId, pidNamespace: 1, ...change })).toBe(expected);
});
