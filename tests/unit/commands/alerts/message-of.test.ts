// What stands in a message besides the words of its alert.

import type { AlertDocument } from '../../../../src/commands/alerts/document.ts';
import { messageOf } from '../../../../src/commands/alerts/message-of.ts';
import { LATE_MS } from '../../../../src/core/alerts/dispatch.ts';

const DOWN: AlertDocument = {
  version: 1,
  id: 'one',
  phase: 'opened',
  topic: 'down',
  level: 'warning',
  at: '2026-02-05T06:00:00.000Z',
  host: 'alpha',
  title: 'web is down (alpha)',
  body: 'stale_pid',
};
const AT = Date.parse(DOWN.at);

test('one that had to wait says so, for it would be taken for new', () => {
  expect(messageOf([DOWN], AT + LATE_MS).body).toBe('stale_pid');
  expect(messageOf([DOWN], AT + 3_600_000).body).toBe('stale_pid\nThis had to wait for 1 h.');
});

test('several that had to wait are counted', () => {
  expect(messageOf([DOWN, DOWN], AT).title).toBe('2 alerts that had to wait (alpha)');
});

test('what nobody was told is counted and listed in the next message', () => {
  const { body, document } = messageOf([DOWN], AT, [{ ...DOWN, title: 'db is up again' }]);
  const line = '2026-02-05 06:00:00 UTC  db is up again';
  expect(body).toBe(`stale_pid\nOver by now, and not told (1):\n${line}`);
  expect(document).toMatchObject({ id: 'one', untold: [line] });
});

test.each([
  ['well', true],
  ['called_off', false],
] as const)('an incident that is %s is a relief: %p', (ending, isRelief) => {
  const incident = { id: 1, openedAt: DOWN.at, lastedSeconds: 1, ending };
  expect(messageOf([{ ...DOWN, phase: 'closed', incident }], AT).isRelief).toBe(isRelief);
});
