// Whether what the processes of a service use is within its limits.

import type { ResourcesProbe } from '../../../../src/config/measured-probes.ts';
import type { Mark, Reading } from '../../../../src/core/checks/reading.ts';
import { type Consumption, judgeResources } from '../../../../src/core/checks/resources.ts';
import { afterReboot, at } from '../../../support/core/moments.ts';

const MIB = 1024 * 1024;

type Limited = readonly [limit: ResourcesProbe['limit'], most: number];

function limits([limit, most]: Limited): ResourcesProbe {
  return { kind: 'resources', limit, most, tellsOddities: true };
}

type Change = Partial<Consumption & Consumption['usage']>;

function uses(change: Change = {}): Consumption {
  const { memoryBytes = 100 * MIB, cpuMs = 0, openFiles = 10, zombies = [], ...rest } = change;
  return {
    usage: { memoryBytes, cpuMs, openFiles, ioBytes: undefined, zombies },
    processes: 3,
    ageSeconds: 60,
    leader: { pid: 100, startTicks: 1 },
    isStopped: false,
    ...rest,
  };
}

function judge(most: Limited, found: Change, mark?: Mark, now = at(10)): Reading {
  return judgeResources(limits(most), uses(found), { mark, now });
}

const WELL = { kind: 'passed', detail: '', mark: {} };

test.each<[string, Limited, Change, object]>([
  ['within its limits it is well, and leaves nothing to remember', ['max_memory_mb', 100], {}, WELL],
  [
    'too much memory is told with what there is',
    ['max_memory_mb', 99],
    {},
    { kind: 'failed', detail: '100 MiB of memory, at most 99' },
  ],
  [
    'so are too many files',
    ['max_open_files', 9],
    {},
    { kind: 'failed', detail: '10 open files, at most 9' },
  ],
  ['and processes', ['max_processes', 2], {}, { kind: 'failed', detail: '3 processes, at most 2' }],
  [
    'and too great an age',
    ['max_age_seconds', 59],
    {},
    { kind: 'failed', detail: '60 s of age, at most 59' },
  ],
  [
    'one that was stopped is told of, and no more',
    ['max_processes', 3],
    { isStopped: true },
    { kind: 'degraded', detail: 'pid 100 was stopped and does nothing (state T)' },
  ],
])('%s', (_, most, found, expected) => {
  expect(judge(most, found)).toMatchObject(expected);
});

test('files that we may not count are unknown, and only where they are limited', () => {
  const usage = { ...uses().usage, openFiles: undefined };
  const unseen = { ...uses(), usage };
  const look = { mark: undefined, now: at(0) };
  expect(judgeResources(limits(['max_open_files', 9]), unseen, look)).toMatchObject({ kind: 'unknown' });
  expect(judgeResources(limits(['max_processes', 9]), unseen, look)).toMatchObject(WELL);
});

describe('of processor time', () => {
  const most: Limited = ['max_cpu_percent', 50];
  const { mark } = judge(most, { cpuMs: 1000 }, undefined, at(0));

  test.each<[string, Change, ReturnType<typeof at>, object]>([
    ['as much as is allowed is well', { cpuMs: 6000 }, at(10), { kind: 'passed' }],
    [
      'more is not',
      { cpuMs: 11_000 },
      at(10),
      { kind: 'failed', detail: '100 % of a processor, at most 50' },
    ],
    ['that a child took with it nothing is said', { cpuMs: 500 }, at(10), { kind: 'passed' }],
    ['in no time nothing is said', { cpuMs: 1400 }, at(0.4), { kind: 'passed', mark }],
    [
      'of another instance nothing is said',
      { cpuMs: 11_000, leader: { pid: 100, startTicks: 2 } },
      at(10),
      { kind: 'passed' },
    ],
    ['of another boot nothing is said', { cpuMs: 11_000 }, afterReboot(10), { kind: 'passed' }],
    [
      'while the host slept none was used',
      { cpuMs: 11_000 },
      at(3600, { monotonicMs: at(10).monotonicMs }),
      { kind: 'failed', detail: '100 % of a processor, at most 50' },
    ],
  ])('%s', (_, found, now, expected) => {
    expect(judge(most, found, mark, now)).toMatchObject(expected);
  });

  test('nothing is said at the first look', () => {
    expect(judge(most, { cpuMs: 1e9 })).toMatchObject({ kind: 'passed' });
  });
});

test('zombies are told when they are still there at the next look', () => {
  const first = judge(['max_processes', 9], { zombies: [7, 8] });
  expect(first).toMatchObject({ kind: 'passed' });
  expect(judge(['max_processes', 9], { zombies: [8, 9] }, first.mark)).toMatchObject({
    kind: 'degraded',
    detail: 'it leaves 1 zombie(s): pid 8',
  });
  expect(judge(['max_processes', 9], { zombies: [] }, first.mark)).toEqual(WELL);
});

test('of several limits one tells of zombies', () => {
  const silent = { ...limits(['max_processes', 9]), tellsOddities: false };
  const seen = uses({ zombies: [8], isStopped: true });
  expect(judgeResources(silent, seen, { mark: { zombies: '8' }, now: at(10) })).toEqual(WELL);
});
