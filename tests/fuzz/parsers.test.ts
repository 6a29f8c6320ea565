// Every parser of something that others write: whatever it is given, it answers or refuses in its own words, and soon.

import fc from 'fast-check';
import { show } from '../../src/core/show.ts';
import { visibleTail } from '../../src/host/visible-text.ts';
import { texts } from './nasty.ts';
import { PARSERS, TEXTS } from './parsers.ts';

const LONGEST_MS = 50;
const TRIES = 20;

describe.each(Object.entries(PARSERS))('%s', (_, { given, parse, refusesWith, tries = 1000 }) => {
  test('is answered or refused, whatever it is', () => {
    fc.assert(
      fc.property(given, (input) => {
        try {
          parse(input as never);
        } catch (error) {
          // By its name: Jest gives a test another `SyntaxError` than the one that `JSON.parse` throws.
          expect((error as Error).name).toBe(refusesWith);
        }
      }),
      { numRuns: tries },
    );
  });

  test(`is never thought about for longer than ${LONGEST_MS} ms`, () => {
    fc.assert(
      fc.property(given, (input) => {
        expect(cpuMs(() => parse(input as never))).toBeLessThan(LONGEST_MS);
      }),
      { numRuns: Math.min(tries, 300) },
    );
  });
});

test.each<[string, (text: string) => string]>([
  ['a text of somebody else', show],
  ['the tail of an output', (text) => visibleTail(Buffer.from(text))],
])('%s does nothing to a terminal', (_, makeHarmless) => {
  fc.assert(
    fc.property(texts('\u001b]0;title\u0007', '\u009b2J', '\u202eevil', ...TEXTS), (text) => {
      expect(makeHarmless(text)).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u);
    }),
    { numRuns: 2000 },
  );
});

/** Of this process, whatever else the machine does; the least of a few tries, for the collector of garbage comes when it likes. */
function cpuMs(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least >= LONGEST_MS; tries += 1) {
    const before = process.cpuUsage();
    try {
      work();
    } catch {
      // How it answers is the other test's matter.
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
