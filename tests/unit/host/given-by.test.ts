// Who gave a process its environment, in the words that the kernel keeps beside that.

import { endianness } from 'node:os';
import { givenByIn } from '../../../src/host/given-by.ts';

/** An auxv of pairs of words. */
function auxv(...words: readonly number[]): Buffer {
  const buffer = Buffer.alloc(words.length * 8);
  for (const [at, word] of words.entries()) {
    if (endianness() === 'LE') buffer.writeBigUInt64LE(BigInt(word), at * 8);
    else buffer.writeBigUInt64BE(BigInt(word), at * 8);
  }
  return buffer;
}

test('it is the real user at the time, whatever a set-user-id bit has added', () => {
  expect(givenByIn(auxv(33, 7, 11, 65_534, 12, 0, 23, 1, 0, 0))).toBe(65_534);
});

test('a value that looks like the name is none', () => {
  expect(givenByIn(auxv(33, 11, 6, 11, 11, 1000))).toBe(1000);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['half a pair', auxv(11)],
  [
    'the shorter words of another program',
    Buffer.from(new Uint32Array([33, 7, 11, 1000, 12, 1000, 0, 0]).buffer),
  ],
])('it is not known from %s', (_title, buffer) => {
  expect(givenByIn(buffer)).toBeUndefined();
});
