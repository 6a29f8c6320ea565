// What a terminal sends, as ink tells it, and the keys that were pressed.

import type { Key } from 'ink';
import { keyNames } from '../../../../src/cli/menu/key-names.ts';

const names = (input: string, flags: Partial<Key> = {}) => keyNames(input, flags as Key);

test.each<[string, Partial<Key>, readonly string[]]>([
  ['k', {}, ['k']],
  ['', { upArrow: true }, ['up']],
  ['', { escape: true, meta: true }, ['escape']],
  ['c', { ctrl: true }, ['ctrl-c']],
  ['z', { ctrl: true }, []],
  ['ky', {}, ['k', 'y']],
  ['\t\t', {}, ['tab', 'tab']],
  ['db\r\u007f\u0003', {}, ['d', 'b', 'enter', 'backspace', 'ctrl-c']],
  ['e', { meta: true }, ['escape', 'e']],
  ['\u0000\u200b', {}, []],
  ['ü😀', {}, ['ü', '😀']],
])('%j with %j is %j', (input, flags, expected) => {
  expect(names(input, flags)).toEqual(expected);
});
