// Who is in a pid namespace within ours, by the numbers that the kernel lists for him.

import { parseInsider, readInsiders } from '../../../src/host/insiders.ts';

const status = (numbers: string) =>
  `Name:\tapp\nTgid:\t4711\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t${numbers}\nNSpgid:\t1\n`;

test.each([
  ['has only one number, of ours', '4711', undefined],
  ['has two, of a container', '4711\t7', { pid: 4711, innerPid: 7, uid: 1000 }],
  [
    'has three, of a container within one, and tells the innermost',
    '4711\t70\t7',
    { pid: 4711, innerPid: 7, uid: 1000 },
  ],
])('a process %s', (_, numbers, expected) => {
  expect(parseInsider(status(numbers))).toEqual(expected);
});

test('a kernel that lists no numbers tells of nobody', () => {
  expect(parseInsider('Name:\tapp\nTgid:\t4711\nUid:\t0\t0\t0\t0\n')).toBeUndefined();
});

test('we are not inside of anything ourselves', () => {
  expect(readInsiders().map(({ pid }) => pid)).not.toContain(process.pid);
});
