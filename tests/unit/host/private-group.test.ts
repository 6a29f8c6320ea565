// Whose alone a group is, by the accounts of a machine.

import { hasNoOthers, isGroupOf } from '../../../src/host/private-group.ts';

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'ann:x:1000:1000:Ann,,,:/home/ann:/bin/bash',
  'bob:x:1001:1001::/home/bob:/bin/bash',
  'eve:x:1002:100::/home/eve:/bin/bash',
  '',
].join('\n');
const group = [
  'root:x:0:',
  'users:x:100:',
  'ann:x:1000:ann',
  'bob:x:1001:eve',
  'shared:x:50:ann,bob',
  'lost:x:60:gone',
  '',
].join('\n');

test.each<[string, number, readonly number[], boolean]>([
  ['a group with nobody else in it', 1000, [1000], true],
  ['the group of root, where root is trusted', 0, [0, 1000], true],
  ['a group that somebody else was taken into', 1001, [1001], false],
  ['a group that is somebody else’s own', 100, [1000], false],
  ['a group of several', 50, [1000], false],
  ['a group of several, all of whom are trusted', 50, [1000, 1001], true],
  ['a group with a member whom nobody knows', 60, [1000], false],
  ['a group that nobody knows', 4711, [1000], false],
])('%s: group %i is that of users %j: %s', (_title, gid, uids, expected) => {
  expect(hasNoOthers({ passwd, group }, gid, uids)).toBe(expected);
});

test('a machine’s own accounts are read', () => {
  expect(isGroupOf(4_294_967_290, [0])).toBe(false);
});
