// What a past comes to in numbers.

import fc from 'fast-check';
import { buckets } from '../../../../src/core/history/buckets.ts';
import { outagesOf } from '../../../../src/core/history/outages.ts';
import type { Standing } from '../../../../src/core/history/standing.ts';
import { tally } from '../../../../src/core/history/tally.ts';
import { MINUTE_MS, minutes, stretches } from '../../../support/core/past.ts';

interface Expected {
  readonly uptime?: number;
  readonly failures: number;
  readonly mttr?: number;
  readonly mtbf?: number;
  readonly longest?: number;
  readonly flips: number;
}

test.each<[string, string, Expected]>([
  ['up all along', 'u60', { uptime: 1, failures: 0, flips: 0 }],
  ['never seen', 'x60', { failures: 0, flips: 0 }],
  ['off all along', 'o60', { failures: 0, flips: 0 }],
  [
    'one failure, repaired',
    'u30 d10 u60',
    { uptime: 0.9, failures: 1, mttr: 10, mtbf: 90, longest: 10, flips: 2 },
  ],
  ['one that lasts', 'u30 d10', { uptime: 0.75, failures: 1, mtbf: 30, longest: 10, flips: 1 }],
  ['several', 'u10 d5 u10 d15 u60', { uptime: 0.8, failures: 2, mttr: 10, mtbf: 40, longest: 15, flips: 4 }],
  [
    'one that is older than the window is no failure of it',
    'd10 u90',
    { uptime: 0.9, failures: 0, mttr: 10, longest: 10, flips: 1 },
  ],
  [
    'that nobody looked makes nothing longer, and ends nothing',
    'u10 d5 x100 d5 u20',
    { uptime: 0.75, failures: 1, mttr: 10, mtbf: 30, longest: 10, flips: 2 },
  ],
  [
    'down until it was switched off is no repair',
    'u30 d10 o20 u60',
    { uptime: 0.9, failures: 1, mtbf: 90, longest: 10, flips: 1 },
  ],
  ['seen down at the first look', 'x10 d10', { uptime: 0, failures: 1, mtbf: 0, longest: 10, flips: 0 }],
])('%s', (_, text, { uptime, failures, mttr, mtbf, longest, flips }) => {
  const found = tally(stretches(text));
  const inMs = (length: number | undefined) => (length === undefined ? undefined : length * MINUTE_MS);
  expect(found).toMatchObject({ failures, flips });
  expect(found.uptime).toEqual(uptime);
  expect(found.mttrMs).toEqual(inMs(mttr));
  expect(found.mtbfMs).toEqual(inMs(mtbf));
  expect(found.longest?.downMs).toEqual(inMs(longest));
});

const standings = fc.constantFrom<Standing>('up', 'down', 'off', 'unseen');
const pasts = fc
  .array(fc.tuple(standings, fc.integer({ min: 1, max: 50 })), { minLength: 1 })
  .map((parts) => {
    let at = 0;
    return parts.map(([standing, length]) => {
      at += length;
      return { standing, ...minutes(at - length, at) };
    });
  });

describe('whatever the past was', () => {
  test('each instant counts once, and an uptime is a share', () => {
    fc.assert(
      fc.property(pasts, (past) => {
        const { ms, uptime = 0 } = tally(past);
        expect(ms.up + ms.down + ms.off + ms.unseen).toBe(past.at(-1)?.untilMs);
        expect(uptime).toBeGreaterThanOrEqual(0);
        expect(uptime).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('all that was down lies in outages, of which only the last may last', () => {
    fc.assert(
      fc.property(pasts, (past) => {
        const outages = outagesOf(past);
        const downMs = outages.reduce((sum, one) => sum + one.downMs, 0);
        expect(downMs).toBe(tally(past).ms.down);
        for (const { end, untilMs } of outages.slice(0, -1)) expect([end, untilMs]).not.toContain(undefined);
      }),
    );
  });

  test('time in which nobody looked changes no number but its own', () => {
    fc.assert(
      fc.property(pasts, fc.integer({ min: 1, max: 500 }), (past, length) => {
        const later = past.map((one) => ({
          ...one,
          fromMs: one.fromMs + length,
          untilMs: one.untilMs + length,
        }));
        const { ms, longest, ...rest } = tally([
          { standing: 'unseen', fromMs: 0, untilMs: length },
          { standing: 'up', fromMs: length, untilMs: length },
          ...later,
        ]);
        const without = tally([{ standing: 'up', fromMs: 0, untilMs: 0 }, ...past]);
        expect(rest).toEqual({
          uptime: without.uptime,
          failures: without.failures,
          mttrMs: without.mttrMs,
          mtbfMs: without.mtbfMs,
          flips: without.flips,
        });
        expect({ ...ms, unseen: 0 }).toEqual({ ...without.ms, unseen: 0 });
        expect(longest?.downMs).toBe(without.longest?.downMs);
      }),
    );
  });

  test('the parts of a chart have all of it', () => {
    fc.assert(
      fc.property(pasts, fc.integer({ min: 1, max: 80 }), (past, count) => {
        const parts = buckets(past, { fromMs: 0, untilMs: past.at(-1)?.untilMs ?? 0 }, count);
        expect(parts).toHaveLength(count);
        const upMs = parts.reduce((sum, { up }) => sum + up, 0);
        expect(upMs).toBeCloseTo(tally(past).ms.up, 3);
      }),
    );
  });
});
