import { nearest } from '../../src/suggest.ts';

const options = ['timeout_seconds', 'start_grace_seconds', 'heartbeat_path', 'enabled', 'env', 'cwd', 'user'];

test.each([
  ['timeout_second', 'timeout_seconds'],
  ['timeoutSeconds', 'timeout_seconds'],
  ['Timeout-Seconds', 'timeout_seconds'],
  ['tiemout_seconds', 'timeout_seconds'],
  ['timeout', 'timeout_seconds'],
  ['hearbeat_path', 'heartbeat_path'],
  ['enabeld', 'enabled'],
  ['evn', 'env'],
  ['pwd', 'cwd'],
])('%s probably means %s', (word, meant) => {
  expect(nearest(word, options)).toBe(meant);
});

test.each(['colour', 'x', '', 'ti', 'y'.repeat(10_000)])('%.20s means nothing that we know', (word) => {
  expect(nearest(word, options)).toBeUndefined();
});

test.each([
  ['consecutive_failres_treshold', 'consecutive_failures_threshold'],
  ['consecutvie-failures-threshold', 'consecutive_failures_threshold'],
])('%s, though long, probably means %s', (word, meant) => {
  expect(nearest(word, [...options, 'consecutive_failures_threshold'])).toBe(meant);
});

test('of two the nearer one is meant, and of equals the first', () => {
  expect(nearest('web-2', ['web-10', 'web-22', 'web-2b'])).toBe('web-22');
  expect(nearest('stat', ['start', 'stats'])).toBe('start');
});
