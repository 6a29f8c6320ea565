// Patterns of operators, against texts that were made to keep an engine busy.

import { readPattern } from '../../src/safe-pattern.ts';

const MOST_MS = 50;
const MOST_TRIES = 5;

function found(source: string, text: string): boolean {
  const pattern = readPattern(source);
  if ('problem' in pattern) throw new Error(pattern.problem);
  return pattern.isIn(text);
}

test.each([
  ['ERROR|FATAL', 'all is well', false],
  ['ERROR|FATAL', 'a FATAL mistake', true],
  ['(?i)out of memory', 'Out Of Memory: killed', true],
  ['^panic:', 'first\npanic: second', true],
  ['^panic:', 'first\nno panic: second', false],
  ['\\bok$', 'is ok\nbut late', true],
  ['\\p{Lu}\\d{4}', 'Ä1234', true],
  ['é+', 'caféé', true],
])('%j in %j: %s', (source, text, isThere) => {
  expect(found(source, text)).toBe(isThere);
});

test.each([
  ['(?=x)', /invalid or unsupported Perl syntax/],
  ['(a', /missing closing \)/],
  ['(a)\\1', /invalid escape sequence/],
  ['x'.repeat(501), /longer than 500 characters/],
  ['a{400}b{400}', /more repetitions/],
  ['((a{9}){9}){9}', /more repetitions/],
  ['a{99999999999}', /./],
])('%j is refused', (source, problem) => {
  expect(readPattern(source)).toMatchObject({ problem: expect.stringMatching(problem) });
});

const LONG = 'a'.repeat(65_536);

test.each([
  ['(a+)+$', `${LONG}!`],
  ['(a|aa)+$', `${LONG}!`],
  ['(a|a)*b', LONG],
  ['(a*)*b', LONG],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', LONG],
  ['(.*)*(.*)*[xy]', LONG],
  ['(x+x+)+y', 'x'.repeat(65_536)],
  ['^(\\w+\\s?)*$', `${'word '.repeat(13_000)}!`],
  ['(?i)(error|fatal).*(a+)+$', `error ${LONG}!`],
])('%j costs less than 50 ms, whatever it is searched in', (source, text) => {
  const times = Array.from({ length: MOST_TRIES }, () => {
    const beganMs = performance.now();
    found(source, text);
    return performance.now() - beganMs;
  });
  expect(Math.min(...times)).toBeLessThan(MOST_MS);
});
