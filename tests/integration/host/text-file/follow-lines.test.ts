// A text file that others write, as somebody reads it who follows it: its end, its growth, its rotation.

import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { followLines } from '../../../../src/host/text-file/follow-lines.ts';
import { lastLines } from '../../../../src/host/text-file/last-lines.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

function aFile(text: string | Buffer = '') {
  const path = join(temporaryFolder('text'), 'web.log');
  writeFileSync(path, text);
  return path;
}

describe('the last lines of a file', () => {
  test.each<[string, string, number, string[]]>([
    ['of an empty one are none', '', 3, []],
    ['are all when there are fewer', 'a\nb\n', 3, ['a', 'b']],
    ['are the last ones', 'a\nb\nc\n', 2, ['b', 'c']],
    ['have the one that is not complete', 'a\nb\nc', 2, ['b', 'c']],
    ['keep empty ones', 'a\n\n\n', 2, ['', '']],
    ['may be none', 'a\nb\n', 0, []],
    ['end in either manner', 'a\r\nb\r\n', 2, ['a', 'b']],
  ])('%s', (_, text, count, expected) => expect(lastLines(aFile(text), count)?.lines).toEqual(expected));

  test('are found in whatever text, however it falls into chunks', () => {
    const path = aFile();
    const line = fc
      .oneof(fc.string(), fc.constant('ü'.repeat(40_000)))
      .map((it) => it.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.nat(30), (lines, count) => {
        writeFileSync(path, lines.map((one) => `${one}\n`).join(''));
        expect(lastLines(path, count)?.lines).toEqual(count === 0 ? [] : lines.slice(-count));
      }),
      { numRuns: 60 },
    );
  });

  test('of no file are undefined; of what is no plain file they are refused in words', () => {
    const folder = temporaryFolder('text');
    expect(lastLines(join(folder, 'none.log'), 3)).toBeUndefined();
    mkdirSync(join(folder, 'a.log'));
    symlinkSync('/etc/passwd', join(folder, 'b.log'));
    for (const name of ['a.log', 'b.log'])
      expect(() => lastLines(join(folder, name), 3)).toThrow(/\.log: found that it cannot be read \(/);
  });
});

describe('whoever follows a file is told', () => {
  const following = (path: string) => followLines(() => path, lastLines(path, 0)?.end);

  test('each line once it is complete', () => {
    const path = aFile('before\nbe');
    const follower = following(path);
    expect(follower.take()).toEqual([]);
    appendFileSync(path, 'gun\nnext');
    expect(follower.take()).toEqual(['begun']);
    appendFileSync(path, '\n');
    expect(follower.take()).toEqual(['next']);
    follower.close();
  });

  test('all of the old file, and then the new one, when it is rotated', () => {
    const path = aFile('one\n');
    const follower = following(path);
    follower.take();
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, 'two\nthr');
    expect(follower.take()).toEqual(['two']);
    writeFileSync(path, 'four\n');
    appendFileSync(`${path}.1`, 'ee');
    expect([...follower.take(), ...follower.take()]).toEqual(['three', 'four']);
    follower.close();
  });

  test('what is new, when it was truncated', () => {
    const path = aFile('a long line that was here before\n');
    const follower = following(path);
    follower.take();
    truncateSync(path);
    appendFileSync(path, 'new\n');
    expect(follower.take()).toEqual(['new']);
    follower.close();
  });

  test('what comes into a file that is not there yet, or goes', () => {
    const path = aFile();
    rmSync(path);
    const follower = following(path);
    expect(follower.take()).toEqual([]);
    writeFileSync(path, 'hello\n');
    expect(follower.take()).toEqual(['hello']);
    rmSync(path);
    expect(follower.take()).toEqual([]);
    writeFileSync(path, 'again\n');
    expect([...follower.take(), ...follower.take()]).toEqual(['again']);
    follower.close();
  });

  test('a line without an end in pieces, so that it takes no memory for ever', () => {
    const path = aFile();
    const follower = following(path);
    follower.take();
    appendFileSync(path, 'x'.repeat(100_000));
    expect(follower.take().join('')).toHaveLength(100_000);
    follower.close();
  });
});
