// What an alert says to people, and which channels say it.

import type { Channel } from '../../../../src/config/alerts/channel.ts';
import type { Alert } from '../../../../src/core/alerts/incident.ts';
import { route } from '../../../../src/core/alerts/route.ts';
import { bodyOf, duration, list, titleOf } from '../../../../src/core/alerts/words.ts';

const ALERT: Alert = {
  phase: 'opened',
  topic: 'down',
  key: 'web',
  level: 'warning',
  atMs: 0,
  detail: 'stale_pid: pid 7 is dead',
  incidentId: 1,
  openedAtMs: 0,
  lastedMs: 754_000,
  ending: undefined,
  dependents: [],
};
const SCENE = { hostname: 'alpha', displayName: 'The web' };

test.each([
  [{}, 'The web is down (alpha)'],
  [{ phase: 'updated' }, 'The web is still down (alpha)'],
  [{ phase: 'closed' }, 'The web is up again after 12 min 34 s (alpha)'],
  [{ phase: 'closed', topic: 'unknown' }, 'The web can be looked at again after 12 min 34 s (alpha)'],
  [
    { phase: 'closed', ending: 'called_off' },
    'The web was down for 12 min 34 s, and is no longer asked for (alpha)',
  ],
  [{ phase: 'notice', topic: 'recovery_failed' }, 'The web: recovery failed (alpha)'],
  [{ topic: 'host', key: undefined }, 'alpha is in trouble'],
] as const)('%j is titled %p', (more, title) => {
  expect(titleOf({ ...ALERT, ...more }, SCENE)).toBe(title);
});

test('what is down with it is named', () => {
  expect(bodyOf({ ...ALERT, dependents: ['a', 'b'] })).toBe(
    'stale_pid: pid 7 is dead\nAre down with it: a, b',
  );
});

test('a long list is counted', () => {
  expect(list(Array.from({ length: 30 }, (_, index) => `${index}`))).toMatch(/ 19, and 10 more$/);
});

test.each([
  [0, '0 s'],
  [400, '0 s'],
  [59_499, '59 s'],
  [60_000, '1 min'],
  [3_661_000, '1 h 1 min'],
  [90_000_000, '1 d 1 h'],
  [86_460_000, '1 d'],
])('%d ms are %s', (ms, words) => expect(duration(ms)).toBe(words));

const CHANNEL: Channel = {
  name: 'ops',
  target: { kind: 'file', path: '/f' },
  level: 'warning',
  keys: [],
  tags: [],
  maxPerHour: undefined,
  cooldownSeconds: 0,
  quietHours: undefined,
  timeoutSeconds: 1,
};

test.each([
  ['what is grave enough', {}, { level: 'critical' }, true],
  ['not what is less grave', {}, { level: 'info' }, false],
  ['a service with its key', { keys: ['w*'] }, {}, true],
  ['a service with its tag', { keys: ['db'], tags: ['shop'] }, {}, true],
  ['no other', { keys: ['db'], tags: ['other'] }, {}, false],
  ['the host in any case', { keys: ['db'] }, { key: undefined }, true],
] as const)('a channel tells %s', (_, channel, alert, expected) => {
  expect(route({ ...ALERT, ...alert }, ['shop'], [{ ...CHANNEL, ...channel }]).length > 0).toBe(expected);
});
