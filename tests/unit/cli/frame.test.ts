// How one picture takes the place of another on a terminal.

import { fitFrame, moveOver } from '../../../src/cli/status/frame.ts';

const SIZE = { columns: 10, rows: 5 };
const ESCAPE = '\u001b';

test.each([
  ['what has room stays', 'a\nb\nc\nd', 'a\nb\nc\nd'],
  ['what has none is counted', 'a\nb\nc\nd\ne', 'a\nb\nc\n… and 2 more lines'],
  [
    'a line that is broken takes two',
    `${'x'.repeat(11)}\nb\nc\nd`,
    `${'x'.repeat(11)}\nb\n… and 2 more lines`,
  ],
  [
    'a colour takes no room',
    `${ESCAPE}[32m${'x'.repeat(10)}${ESCAPE}[39m\nb\nc\nd`,
    `${ESCAPE}[32m${'x'.repeat(10)}${ESCAPE}[39m\nb\nc\nd`,
  ],
])('%s', (_, text, expected) => expect(fitFrame(text, SIZE).text).toBe(expected));

test.each([
  ['nothing moves before the first', undefined, SIZE, ''],
  ['as far up as the former one was high', 'a\nb', SIZE, `\r${ESCAPE}[2A${ESCAPE}[J`],
  ['a broken line counts twice', 'x'.repeat(11), SIZE, `\r${ESCAPE}[2A${ESCAPE}[J`],
  ['a terminal of another size is cleared', 'a', { columns: 20, rows: 5 }, `${ESCAPE}[2J${ESCAPE}[H`],
])('%s', (_, text, size, expected) =>
  expect(moveOver(text === undefined ? undefined : { text, size: SIZE }, size)).toBe(expected),
);
