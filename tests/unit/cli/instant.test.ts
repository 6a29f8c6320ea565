// Instants as people write them on a command line.

import { readInstant } from '../../../src/cli/instant.ts';

const NOW_MS = new Date('2026-11-20T12:00').getTime();

test.each([
  ['2026-11-20T10:00', new Date('2026-11-20T10:00').getTime()],
  ['2026-11-20 10:00:30', new Date('2026-11-20T10:00:30').getTime()],
  ['2026-11-20T10:00Z', Date.UTC(2026, 10, 20, 10)],
  ['2026-11-20T10:00+02:00', Date.UTC(2026, 10, 20, 8)],
  ['2026-11-20', new Date('2026-11-20T00:00').getTime()],
  ['10:00', new Date('2026-11-20T10:00').getTime()],
  ['90m', NOW_MS - 90 * 60_000],
])('%s', (text, expected) => {
  expect(readInstant(text, NOW_MS)).toBe(expected);
});

test.each([
  '',
  'yesterday',
  '25:00',
  '2026-13-40',
  '-1',
  '1e9',
  '12:01',
  '2030-01-01',
  '99999999d',
  '1969-12-30',
])('%j is none', (text) => {
  expect(() => readInstant(text, NOW_MS)).toThrow(expect.objectContaining({ code: 'usage' }));
});
