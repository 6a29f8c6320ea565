// Which steps a trouble calls for.

import type { Remedies } from '../../../src/config/config.ts';
import { decide } from '../../../src/core/decide.ts';
import { remedyFor } from '../../../src/core/remedy.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { aSituation, aState, judgedAs, WEB } from '../../support/core/services.ts';

const REMEDIES: Remedies = {
  byVerdict: { timed_out: ['dump', 'kill', 'start'], over_limit: [] },
  escalation: [
    { after: 2, steps: ['kill', 'clear_db', 'start'] },
    { after: 4, steps: ['kill'] },
  ],
};

test.each<[Verdict, number, readonly string[], boolean]>([
  ['stale_pid', 0, ['kill', 'start'], false],
  ['timed_out', 0, ['dump', 'kill', 'start'], false],
  ['over_limit', 1, [], false],
  ['timed_out', 1, ['dump', 'kill', 'start'], false],
  ['timed_out', 2, ['kill', 'clear_db', 'start'], true],
  ['stale_pid', 3, ['kill', 'clear_db', 'start'], true],
  ['stale_pid', 4, ['kill'], true],
  ['check_failed', 40, ['kill'], true],
])('%s after %d recoveries in a row calls for %j', (verdict, level, steps, isEscalated) => {
  const service = { recoveryActions: WEB.recoveryActions, remedies: REMEDIES };
  expect(remedyFor(service, verdict, level)).toEqual({ steps, isEscalated });
});

test('a plan has the steps of its verdict, and says so when it is escalated', () => {
  const policy = { ...WEB, remedies: REMEDIES };
  const judged = judgedAs({ verdict: 'timed_out', detail: 'no beat for 90 s' });
  expect(decide(aSituation({ policy, judged }))).toMatchObject({
    reason: 'threshold_reached',
    action: { plan: { steps: ['dump', 'kill', 'start'] } },
  });
  const situation = aSituation({ policy, judged });
  const restarts = { ...aState().restarts, level: 2 };
  expect(decide({ ...situation, state: { ...situation.state, restarts } })).toMatchObject({
    reason: 'escalated',
    detail: 'no beat for 90 s; failure 2 of 2; recovery 3 in a row',
    action: { plan: { reason: 'escalated', steps: ['kill', 'clear_db', 'start'] } },
  });
  const asking = { ...restarts, crash: { print: '75', count: 0 } };
  expect(decide({ ...situation, state: { ...situation.state, restarts: asking } }).reason).toBe(
    'threshold_reached',
  );
});
