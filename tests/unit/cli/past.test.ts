// How a past is shown: lengths of time, shares, and the bar.

import { percent } from '../../../src/cli/history/tell-tally.ts';
import { uptimeBar } from '../../../src/cli/history/uptime-bar.ts';
import { hereAt, lasting } from '../../../src/cli/when.ts';
import { minutes, stretches } from '../../support/core/past.ts';

test.each([
  [0, '0ms'],
  [687, '687ms'],
  [4000, '4s'],
  [125_000, '2m 5s'],
  [120_000, '2m'],
  [12_000_000, '3h 20m'],
  [5 * 86_400_000 + 7_200_000, '5d 2h'],
])('%d ms are told as %s', (ms, text) => expect(lasting(ms)).toBe(text));

test('a time is told as clocks here show it', () => {
  expect(hereAt(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('2026-01-02 03:04:05');
});

test.each([
  [undefined, '-'],
  [1, '100 %'],
  [0.999_999, '99.99 %'],
  [0.5, '50.00 %'],
])('an uptime of %p is told as %s', (share, text) => expect(percent(share)).toBe(text));

test.each([
  ['u60', '██████'],
  ['d60', '▁▁▁▁▁▁'],
  ['x10 o10 u40', '·-████'],
  ['u15 d5 u40', '█▅████'],
  ['u59 d1', '█████▇'],
])('%s is drawn as %s', (text, bar) => expect(uptimeBar(stretches(text), minutes(0, 60), 6)).toBe(bar));
