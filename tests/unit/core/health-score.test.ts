// How well a service is, in one number.

import fc from 'fast-check';
import { PASSING } from '../../../src/core/checks/check-memory.ts';
import { type Condition, healthScore } from '../../../src/core/health-score.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { aCheck } from '../../support/core/checks.ts';

const WELL: Condition = {
  verdict: 'healthy',
  proven: false,
  checks: [],
  memories: {},
  restarts: 0,
  maxRestarts: 5,
};
const [tcp, http] = [aCheck(), aCheck({ name: 'http', failureThreshold: 2, of: 4 })];

test.each<[string, Partial<Condition>, number]>([
  ['one that is healthy and has no checks is well', {}, 100],
  ['so is one whose checks pass', { checks: [tcp, http] }, 100],
  ['one that is dead has nothing', { verdict: 'stale_pid', proven: true, checks: [tcp] }, 0],
  ['one that beats no more has nothing of its own', { verdict: 'timed_out' }, 0],
  ['though its checks may pass', { verdict: 'timed_out', checks: [tcp] }, 50],
  ['one that starts is half well', { verdict: 'starting' }, 50],
  ['so is one of which nobody knows', { verdict: 'unknown' }, 50],
  [
    'a check that has failed takes its share',
    {
      verdict: 'check_failed',
      checks: [tcp, http],
      memories: { tcp: { ...PASSING, looks: 'f', last: 'failed' } },
    },
    67,
  ],
  [
    'one that fails now and then takes less',
    { checks: [tcp, http], memories: { http: { ...PASSING, looks: 'fppp' } } },
    92,
  ],
  ['a warning takes half of it', { checks: [tcp], memories: { tcp: { ...PASSING, last: 'degraded' } } }, 75],
  ['slow answers take a little', { checks: [tcp], memories: { tcp: { ...PASSING, slowness: 3 } } }, 70],
  ['a recovery takes a little', { restarts: 1 }, 90],
  ['many take half', { restarts: 50 }, 50],
])('%s', (_, change, expected) => {
  expect(healthScore({ ...WELL, ...change })).toBe(expected);
});

test('whatever happens, it lies between 0 and 100', () => {
  const verdict = fc.constantFrom<Verdict>('healthy', 'starting', 'timed_out', 'stale_pid', 'over_limit');
  const memory = fc.record({
    looks: fc.constantFrom('', 'f', 'fp', 'pf', 'ffff'),
    last: fc.constantFrom('passed', 'failed', 'degraded', 'unknown'),
    slowness: fc.nat(3),
  });
  fc.assert(
    fc.property(verdict, fc.boolean(), memory, fc.nat(99), (of, proven, seen, restarts) => {
      const memories = { http: { ...PASSING, ...seen } };
      const score = healthScore({ ...WELL, verdict: of, proven, checks: [http], memories, restarts });
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
    }),
  );
});
