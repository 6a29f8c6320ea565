// How spans are laid out along a window of time, and what each part of it counts as.

import fc from 'fast-check';
import { layOut } from '../../../../src/core/history/lay-out.ts';
import type { RecordedSpan, Window } from '../../../../src/core/history/recorded.ts';
import { stretchesOf } from '../../../../src/core/history/standing.ts';
import { inLetters, MINUTE_MS, minutes, spanOf } from '../../../support/core/past.ts';

const DOWN = { verdict: 'timed_out', reason: 'below_threshold' } as const;
const OPEN = { isOpen: true } as const;
const patienceMs = 3 * MINUTE_MS;

function told(spans: readonly RecordedSpan[], window: Window, gaps: readonly Window[] = []): string {
  return inLetters(stretchesOf(layOut(spans, { gaps, patienceMs }, window)));
}

test.each<[string, readonly RecordedSpan[], readonly Window[], string]>([
  ['nothing on record is nothing seen', [], [], 'x60'],
  ['a span before the window is as long as it reaches into it', [spanOf(-9, 60)], [], 'u60'],
  ['before the first span nobody looked', [spanOf(10, 60)], [], 'x10 u50'],
  ['a verdict lasts until the next one', [spanOf(0, 20), spanOf(20, 60, DOWN)], [], 'u20 d40'],
  ['between spans nobody looked', [spanOf(0, 20), spanOf(30, 60)], [], 'u20 x10 u30'],
  ['the last verdict holds while the next tick is not overdue', [spanOf(0, 58, OPEN)], [], 'u60'],
  ['then nobody looks any more', [spanOf(0, 50, OPEN)], [], 'u50 x10'],
  ['where ticks are missing nobody looked', [spanOf(0, 60)], [minutes(20, 30)], 'u20 x10 u30'],
  [
    'several times, and over the end of a span',
    [spanOf(0, 40), spanOf(40, 60, DOWN)],
    [minutes(10, 15), minutes(30, 40), minutes(50, 55)],
    'u10 x5 u15 x10 d10 x5 d5',
  ],
  ['a clock that was set back makes no time twice', [spanOf(0, 40), spanOf(30, 60, DOWN)], [], 'u40 d20'],
])('%s', (_, spans, gaps, expected) => expect(told(spans, minutes(0, 60), gaps)).toBe(expected));

describe('what a time counts as', () => {
  test.each<[string, readonly RecordedSpan[], string]>([
    ['below the threshold it is down all the same', [spanOf(0, 60, DOWN)], 'd60'],
    ['switched off it counts for nothing', [spanOf(0, 60, { verdict: 'stale_pid', reason: 'off' })], 'o60'],
    ['also when it runs nevertheless', [spanOf(0, 60, { reason: 'off' })], 'o60'],
    ['ended cleanly it is not down', [spanOf(0, 60, { ...DOWN, reason: 'ended_cleanly' })], 'o60'],
    ['nor in a window of maintenance', [spanOf(0, 60, { ...DOWN, reason: 'maintenance' })], 'o60'],
    ['held it is down all the same', [spanOf(0, 60, { ...DOWN, reason: 'held' })], 'd60'],
    ['what could not be looked at was not seen', [spanOf(0, 60, { verdict: 'unknown' })], 'x60'],
    [
      'while it starts again it is still down',
      [spanOf(0, 20, DOWN), spanOf(20, 60, { verdict: 'starting', reason: 'starting' })],
      'd60',
    ],
    [
      'before it came up for the first time it was not down',
      [spanOf(0, 9, { verdict: 'starting' }), spanOf(9, 60)],
      'o9 u51',
    ],
    [
      'a busy one is as it was',
      [spanOf(0, 20), spanOf(20, 60, { verdict: 'timed_out', reason: 'busy' })],
      'u60',
    ],
  ])('%s', (_, spans, expected) => expect(told(spans, minutes(0, 60))).toBe(expected));
});

test('whatever is on record, and whatever clocks did, the parts are the whole window, one after the other', () => {
  const anyWindow = fc
    .tuple(fc.integer({ min: -100, max: 200 }), fc.integer({ min: -100, max: 200 }))
    .map(([a, b]) => minutes(a, b));
  const spans = fc.array(
    fc.tuple(anyWindow, fc.constantFrom('healthy', 'timed_out', 'unknown', 'starting'), fc.boolean()),
  );
  fc.assert(
    fc.property(spans, fc.array(anyWindow), fc.integer({ min: 1, max: 100 }), (all, gaps, length) => {
      const recorded = all.map(([window, verdict, isOpen]) =>
        spanOf(0, 0, { ...window, verdict: verdict as RecordedSpan['verdict'], isOpen }),
      );
      const window = minutes(0, length);
      const pieces = layOut(recorded, { gaps, patienceMs }, window);
      expect(pieces[0]?.fromMs).toBe(window.fromMs);
      expect(pieces.at(-1)?.untilMs).toBe(window.untilMs);
      for (const [at, piece] of pieces.entries()) {
        expect(piece.untilMs).toBeGreaterThan(piece.fromMs);
        if (at > 0) expect(piece.fromMs).toBe(pieces[at - 1]?.untilMs);
      }
    }),
  );
});
