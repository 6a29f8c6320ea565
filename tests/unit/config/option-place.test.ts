// Where an option of a service is written: whose value wins is told with its line.

import { optionFinder } from '../../../src/config/option-place.ts';

const TEXT = `{
  // for all
  "consecutive_failures_threshold": 2,
  "defaults": {
    "timeout_seconds": 30,
    "restart_policy": { "max_restarts": 3 }
  },
  "processes": {
    "web": {
      "timeout_seconds": 60
    },
    "db": {}
  }
}`;

test.each([
  ['the service itself wins', 'web', ['timeout_seconds'], 10, 'processes.web.timeout_seconds'],
  ['then what services share', 'db', ['timeout_seconds'], 5, 'defaults.timeout_seconds'],
  [
    'a field of an object, too',
    'web',
    ['restart_policy', 'max_restarts'],
    6,
    'defaults.restart_policy.max_restarts',
  ],
  ['then the whole file', 'web', ['consecutive_failures_threshold'], 3, 'consecutive_failures_threshold'],
] as const)('%s', (_title, entry, option, line, at) => {
  expect(optionFinder(TEXT)(entry, option)).toEqual({ line, at });
});

test.each(['', '{', '[]', TEXT])('what is written nowhere has no place, in whatever text', (text) => {
  expect(optionFinder(text)('web', ['kill_timeout'])).toBeUndefined();
});
