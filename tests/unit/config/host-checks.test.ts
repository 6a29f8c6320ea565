// Checks of the host as they are written.

import { interpretConfig } from '../../../src/config/load.ts';
import { problemsOf, soundService } from './rejected-config.ts';

const processes = { web: soundService() };

test('checks of the host are taken over, with their paths made absolute', () => {
  const written = [
    { type: 'disk', path: 'data', min_free_mb: 100 },
    { type: 'load', max_per_core: 4 },
    { type: 'memory_pressure', max_percent: 20 },
  ];
  const text = JSON.stringify({ host_checks: written, processes });
  expect(interpretConfig(text, '/srv/config.json').hostChecks).toEqual([
    { kind: 'disk', path: '/srv/data', minFreeMb: 100, minFreePercent: undefined },
    { kind: 'load', maxPerCore: 4 },
    { kind: 'memory_pressure', maxPercent: 20 },
  ]);
});

test.each([
  [
    { type: 'disk', path: '/' },
    'host_checks[0]: neither `min_free_mb` nor `min_free_percent`; one of them, or both.',
  ],
  [{ type: 'load' }, /^host_checks\[0\]\.max_per_core: nothing; a number/],
  [{ type: 'lode', max_per_core: 1 }, /^host_checks\[0\]/],
  [{ type: 'load', max_per_core: 1, path: '/' }, /host_checks\[0\]\.path: an unknown option/],
])('a check of the host that is %j is refused', (check, problem) => {
  const told = problemsOf({ host_checks: [check], processes });
  expect(told).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
});
