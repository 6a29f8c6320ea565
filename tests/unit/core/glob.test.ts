// Patterns for whole texts.

import fc from 'fast-check';
import { matchesGlob } from '../../../src/core/glob.ts';

test.each<[string, string, boolean]>([
  ['nginx', 'nginx', true],
  ['nginx', 'nginx -g', false],
  ['nginx*', 'nginx: master process nginx', true],
  ['*nginx', '/usr/sbin/nginx', true],
  ['*nginx', '/usr/sbin/nginx -t', false],
  ['* -m app *', 'python3 -m app --port 80', true],
  ['* -m app *', 'python3 -m app', false],
  ['worker-?', 'worker-1', true],
  ['worker-?', 'worker-12', false],
  ['*a*b*c*', 'xxaxxbxxcxx', true],
  ['*', '', true],
  ['?', '', false],
  ['a.c', 'abc', false],
])('%s and %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

test('what it tells is what a regular expression tells', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(letters, texts, (pattern, text) => {
      const source = pattern.replaceAll('?', '.').replace(/\*+/g, '.*');
      expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
    }),
    { numRuns: 500 },
  );
});

test('a pattern made to be slow is not', () => {
  const beganMs = performance.now();
  expect(matchesGlob(`${'*a'.repeat(2000)}b`, 'a'.repeat(20_000))).toBe(false);
  expect(performance.now() - beganMs).toBeLessThan(5000);
});
