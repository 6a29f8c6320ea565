// Each promise about invocations and their record, broken in what the oracle is shown, is found out; and what is no breach is left
// alone.

import { checkEnding } from './oracle/endings.ts';
import type { Sight } from './oracle/sight.ts';
import { breaches, KEY, OURS, sight } from './sights.ts';

test('ticks of two that work at once are found out as I6', () => {
  const ticks = [
    { id: 3, boot_ms: 3000 },
    { id: 4, boot_ms: 2000 },
  ];
  expect(breaches([sight([OURS], { ticks })])).toEqual(['I6']);
});

test('two recoveries of one service at once are found out as I6', () => {
  expect(breaches([sight([OURS], { contested: [{ key: KEY, recoveries: 2 }] })])).toEqual(['I6']);
});

const holds = (name: string, atBootMs: number, isStopped = false): Sight => ({
  ...sight([OURS]),
  holder: { name, isStopped },
  atBootMs,
});

test('who has the lease again after another one took it is found out as I6', () => {
  expect(breaches([holds('a', 3000), holds('a', 3001), holds('b', 3002)])).toEqual([]);
  expect(breaches([holds('a', 3000), holds('b', 3001), holds('a', 3002)])).toEqual(['I6']);
});

test('who has the lease and makes no tick is found out as I7, unless it is stopped', () => {
  expect(breaches([holds('a', 3000), holds('a', 100_000)])).toEqual(['I7']);
  expect(breaches([holds('a', 3000), holds('b', 100_000)])).toEqual([]);
  expect(breaches([holds('a', 3000), holds('a', 100_000, true)])).toEqual([]);
});

test('an invocation that takes too long is found out as I7', () => {
  const ending = { exitCode: 0, signal: null, stdout: '', stderr: '' };
  expect(checkEnding(['check', '--every', '1s', '--for', '55s'], ending, 170)).toEqual([]);
  expect(checkEnding(['check'], ending, 170)).toMatchObject([{ invariant: 'I7' }]);
});

test('a bug of ours is found out as I7, and a signal that was sent is none', () => {
  const ending = { exitCode: 70, signal: null, stdout: '', stderr: 'at' };
  expect(checkEnding(['check'], ending, 1)).toMatchObject([{ invariant: 'I7' }]);
  expect(checkEnding(['check'], { ...ending, exitCode: null, signal: 'SIGKILL' }, 1)).toEqual([]);
});

test.each([
  ['in the middle', { rows: 2, last: 3 }],
  ['at the end', { rows: 2, last: 2 }],
])('a row that was lost %s is found out as I8', (_, change) => {
  const histories = [{ table: 'ticks', ...change }];
  expect(breaches([sight([OURS]), sight([OURS], { histories })])).toEqual(['I8']);
});
