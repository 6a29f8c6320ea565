// What counts as trouble of the host, and when it is over.

import type { HostCheck } from '../../../src/config/host-check.ts';
import { judgeHost, type Measure } from '../../../src/core/host-trouble.ts';

const MIB = 1024 * 1024;
const room = (freeMb: number, allMb = 1000): Measure => ({
  kind: 'room',
  freeBytes: freeMb * MIB,
  allBytes: allMb * MIB,
});
const level = (value: number): Measure => ({ kind: 'level', value });
const UNSEEN: Measure = { kind: 'unknown', why: 'no such file' };

const disk = (limits: { minFreeMb?: number; minFreePercent?: number }): HostCheck => ({
  kind: 'disk',
  path: '/data',
  minFreeMb: undefined,
  minFreePercent: undefined,
  ...limits,
});
const load: HostCheck = { kind: 'load', maxPerCore: 4 };
const pressure: HostCheck = { kind: 'memory_pressure', maxPercent: 20 };

test.each<[string, HostCheck, Measure, string | undefined]>([
  ['a disk with as much room as is asked for is well', disk({ minFreeMb: 100 }), room(100), undefined],
  ['one with less is not', disk({ minFreeMb: 100 }), room(99.9), '/data: 99.9 MiB are free; expected 100'],
  ['so it is with a share of it', disk({ minFreePercent: 10 }), room(100), undefined],
  ['and a lesser share', disk({ minFreePercent: 10 }), room(99), '/data: 9.9 % is free; expected 10 %'],
  [
    'of two limits both hold',
    disk({ minFreeMb: 1, minFreePercent: 50 }),
    room(499),
    '/data: 49.9 % is free; expected 50 %',
  ],
  ['a file system that tells no size has no share', disk({ minFreePercent: 10 }), room(0, 0), undefined],
  ['a load at its limit is well', load, level(4), undefined],
  ['one above is not', load, level(4.2), 'the load is 4.2 for each processor; expected at most 4'],
  ['memory that is waited for at times is well', pressure, level(20), undefined],
  [
    'memory that is waited for long is not',
    pressure,
    level(61.25),
    'some process waited for memory in 61.3 % of the time; expected at most 20 %',
  ],
])('%s', (_, check, measure, detail) => {
  const { troubles, unseen } = judgeHost([{ check, measure }], [], []);
  expect(troubles.map((trouble) => trouble.detail)).toEqual(detail === undefined ? [] : [detail]);
  expect(unseen).toEqual([]);
});

test.each<[string, HostCheck, Measure, Measure]>([
  ['a disk', disk({ minFreeMb: 90 }), room(99), room(101)],
  ['a share of a disk', disk({ minFreePercent: 9 }), room(99), room(101)],
  ['the load', load, level(3.7), level(3.5)],
  ['memory', pressure, level(19), level(17)],
])('trouble with %s is over once it is clearly so', (_, check, still, over) => {
  const before = [{ name: check.kind === 'disk' ? 'disk /data' : check.kind, detail: 'as it was' }];
  expect(judgeHost([{ check, measure: still }], [], before).troubles).toHaveLength(1);
  expect(judgeHost([{ check, measure: over }], [], before).troubles).toEqual([]);
  expect(judgeHost([{ check, measure: still }], [], []).troubles).toEqual([]);
});

test('what cannot be measured leaves the host as it was', () => {
  const measured = [{ check: pressure, measure: UNSEEN }];
  const before = [{ name: 'memory_pressure', detail: 'as it was' }];
  const unseen = [{ name: 'memory_pressure', detail: 'no such file' }];
  expect(judgeHost(measured, [], [])).toMatchObject({ troubles: [], unseen });
  expect(judgeHost(measured, [], before)).toMatchObject({ troubles: before, unseen });
});

test('what is checked no more is no trouble', () => {
  expect(judgeHost([], [], [{ name: 'load', detail: 'as it was' }]).troubles).toEqual([]);
});

test('once beats can be written again, those that are missing are awaited', () => {
  const mute = [{ name: 'heartbeats on file system 7', detail: 'it is full', keys: new Set(['web']) }];
  expect(judgeHost([], mute, [])).toMatchObject({ troubles: mute, isHeardAgain: false });
  expect(judgeHost([], mute, mute)).toMatchObject({ isHeardAgain: false });
  expect(judgeHost([], [], mute)).toMatchObject({ troubles: [], isHeardAgain: true });
});
