// How failures add up, and what voids them.

import type { Judgement } from '../../../src/core/judgement.ts';
import type { Streak } from '../../../src/core/service-state.ts';
import { nextStreak } from '../../../src/core/streak.ts';
import { judgedAs } from '../../support/core/services.ts';

const NONE: Streak = { count: 0, lastBadMs: undefined };
const two: Streak = { count: 2, lastBadMs: 1000 };
const now = 5000;

const ROWS: [string, Streak, Partial<Judgement>, Streak][] = [
  ['a first failure counts one', NONE, { beatAtMs: 10 }, { count: 1, lastBadMs: now }],
  ['a failure on the same evidence adds up', two, { beatAtMs: 10 }, { count: 3, lastBadMs: now }],
  ['a failure without a beat adds up', two, { verdict: 'no_heartbeat' }, { count: 3, lastBadMs: now }],
  ['a beat since the last failure voids it', two, { beatAtMs: 1001 }, { count: 1, lastBadMs: now }],
  ['a beat at the last failure voids nothing', two, { beatAtMs: 1000 }, { count: 3, lastBadMs: now }],
  ['a beat from the future voids nothing', two, { beatAtMs: now + 1 }, { count: 3, lastBadMs: now }],
  [
    'a newer beat that reports an error voids nothing',
    two,
    { verdict: 'error_status', beatAtMs: 1001 },
    { count: 3, lastBadMs: now },
  ],
  [
    'a failed check counts on when it was among what failed before',
    { ...two, culprits: ['', 'tcp'] },
    { verdict: 'check_failed', culprits: ['tcp', 'log'], beatAtMs: 1001 },
    { count: 3, lastBadMs: now, culprits: ['tcp'] },
  ],
  [
    'a failed check begins anew where only the heartbeat was bad before',
    two,
    { verdict: 'check_failed', culprits: ['tcp'], beatAtMs: 1001 },
    { count: 1, lastBadMs: now, culprits: ['tcp'] },
  ],
  [
    'a check that is not looked at anew adds nothing to what it was among before',
    { ...two, culprits: ['', 'tcp'] },
    { verdict: 'check_failed', isNews: false, culprits: ['tcp'] },
    { ...two, culprits: ['', 'tcp'] },
  ],
  [
    'a check that is not looked at anew does not stand in for a heartbeat that is well by now',
    two,
    { verdict: 'check_failed', isNews: false, culprits: ['tcp'] },
    { count: 0, lastBadMs: undefined },
  ],
  [
    'a stale heartbeat begins anew where only a check, well by now, was bad before',
    { ...two, culprits: ['tcp'] },
    { verdict: 'timed_out', beatAtMs: 900 },
    { count: 1, lastBadMs: now },
  ],
  [
    'what was not looked at again counts no further',
    { ...two, culprits: ['tcp'] },
    { verdict: 'check_failed', culprits: ['tcp'], isNews: false },
    { ...two, culprits: ['tcp'] },
  ],
  ['health ends it', two, { verdict: 'healthy' }, NONE],
];

test.each(ROWS)('%s', (_title, before, judged, expected) => {
  expect(nextStreak(before, judgedAs(judged), now)).toEqual(expected);
});

test.each(['unknown', 'starting'] as const)('a service that is %s neither fails nor mends', (verdict) => {
  expect(nextStreak(two, judgedAs({ verdict }), now)).toBe(two);
});

test('steady health leaves no trace', () => {
  expect(nextStreak(NONE, judgedAs({ verdict: 'healthy' }), now)).toBe(NONE);
});
