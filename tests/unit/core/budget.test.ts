// How the restarts of an hour are shared out among services.

import { type BrakeState, RELEASED } from '../../../src/core/brake-state.ts';
import { type Asking, ration, whoMustWait } from '../../../src/core/budget.ts';
import { decide } from '../../../src/core/decide.ts';
import type { StepRecord } from '../../../src/core/recovery.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { at } from '../../support/core/moments.ts';
import {
  anInstance,
  aRecovery,
  aSituation,
  aState,
  aStep,
  judgedAs,
  RESTART_POLICY,
  WEB,
} from '../../support/core/services.ts';

const OTHER_BOOT = { ...at(-60), bootId: 'boot-0' };

/** A service whose recovery was decided, having been up in this boot. */
function asking(key: string, change: Partial<Asking['service']> = {}, before = aState()): Asking {
  const judged = judgedAs({ verdict: 'timed_out' });
  const decision = decide(aSituation({ judged, before, policy: { ...aSituation().policy, key } }));
  return { service: { key, critical: false, priority: 500, ...change }, before, decision, judged };
}

const spentOf = (...seconds: readonly number[]): BrakeState => ({
  ...RELEASED,
  spent: seconds.map((one) => at(one)),
});
const heldKeys = (before: BrakeState, all: readonly Asking[], limit: number | undefined) => [
  ...ration(before, all, { limit, now: at(0) }).held.keys(),
];

const three = [asking('a'), asking('b'), asking('c')];

test.each<[string, BrakeState, readonly Asking[], number | undefined, readonly string[]]>([
  ['without a limit nobody waits', RELEASED, three, undefined, []],
  ['within the limit nobody waits', RELEASED, three, 3, []],
  ['what is beyond it waits', RELEASED, three, 2, ['c']],
  ['what was spent within the hour counts', spentOf(-3599, -10), three, 3, ['b', 'c']],
  ['what was spent before that does not', spentOf(-3601, -3600), three, 3, []],
  [
    'a critical service has its own',
    spentOf(-10),
    [...three, asking('d', { critical: true })],
    1,
    ['a', 'b', 'c'],
  ],
  [
    'a critical service waits when its own is spent',
    { ...RELEASED, spentByCritical: [at(-10)] },
    [asking('a'), asking('d', { critical: true })],
    1,
    ['d'],
  ],
  [
    'those of a smaller priority go first',
    RELEASED,
    [...three, asking('d', { priority: 1 })],
    1,
    ['a', 'b', 'c'],
  ],
])('%s', (_, before, all, limit, expected) => {
  expect(heldKeys(before, all, limit)).toEqual(expected);
});

test.each([
  ['one that was never up', aState({ instance: undefined }), []],
  ['one that was up before the reboot', aState({ instance: anInstance({ bootId: 'boot-0' }) }), []],
  ['one whose restarts were before the reboot', withAttempt(OTHER_BOOT), []],
  ['one whose starts fail', withAttempt(at(-60)), ['web']],
  ['one that is up', aState(), ['web']],
])('of a budget that is spent, %s', (_, before, expected) => {
  expect(heldKeys(spentOf(-10), [asking('web', {}, before)], 1)).toEqual(expected);
});

function withAttempt(attempt: ReturnType<typeof at>) {
  return aState({
    instance: undefined,
    restarts: { attempts: [attempt], level: 1, wait: undefined, givenUpRung: undefined },
  });
}

/** A service of which a recovery is gone on with that was at its start when its invocation died. */
function resuming(verdict: Verdict, step: Partial<StepRecord> = {}): Asking {
  const start = aStep({ action: 'start', cookie: 'c', begunAtMs: 1, ...step });
  const recovery = aRecovery({ stepRecords: [start] });
  const asked = asking('web', {}, withAttempt(at(-60)));
  const decision = { ...asked.decision, action: { kind: 'resume', recovery } } as const;
  return { ...asked, decision, judged: { verdict } };
}

test.each<[string, Asking, readonly string[]]>([
  ['that was lost is one more', resuming('stale_pid'), ['web']],
  ['whose process lives is none', resuming('starting'), []],
  ['that was not begun is still the one that was decided', resuming('stale_pid', { cookie: undefined }), []],
])('of a budget that is spent, a start %s', (_, asked, expected) => {
  expect(heldKeys(spentOf(-10), [asked], 1)).toEqual(expected);
  expect(ration(RELEASED, [asked], { limit: 9, now: at(0) }).brakes.spent).toHaveLength(expected.length);
});

test('who is held is told why, and it is trouble of the host as long as anybody is', () => {
  const { brakes, held } = ration(spentOf(-10), three, { limit: 1, now: at(0) });
  expect(held.get('a')).toMatchObject({ action: { kind: 'none' }, reason: 'budget_spent' });
  expect(held.get('a')?.detail).toMatch(/; the host has had its 1 restarts of this hour/);
  expect(brakes.troubles).toMatchObject([{ name: 'max_restarts_per_hour' }]);
  expect(brakes.spent).toEqual([at(-10)]);
});

describe('the trouble of a spent budget', () => {
  const { brakes } = ration(spentOf(-10), three, { limit: 1, now: at(0) });
  const later = (seconds: number, limit: number | undefined = 1) =>
    ration(brakes, [], { limit, now: at(seconds) }).brakes;

  test('is not over because nobody waits any more', () => {
    expect(later(60)).toBe(brakes);
  });

  test.each([
    ['one of them is an hour old', later(3600)],
    ['there may be more of them', later(60, 2)],
    ['there is no limit any more', ration(brakes, [], { limit: undefined, now: at(60) }).brakes],
  ])('is over when %s', (_, { troubles }) => {
    expect(troubles).toEqual([]);
  });

  test('does not begin while nobody has to wait', () => {
    expect(ration(spentOf(-10), [], { limit: 1, now: at(0) }).brakes.troubles).toEqual([]);
  });

  test('is told of critical services by another name', () => {
    const critical = [asking('d', { critical: true })];
    const spent = { ...RELEASED, spentByCritical: [at(-10)] };
    expect(ration(spent, critical, { limit: 1, now: at(0) }).brakes.troubles).toEqual([
      {
        name: 'max_restarts_per_hour of critical services',
        detail: expect.stringMatching(/^the critical services have had their 1 restarts of this hour/),
      },
    ]);
  });
});

test('what is spent is remembered, and nothing new while nothing is', () => {
  const { brakes } = ration(RELEASED, three, { limit: 9, now: at(0) });
  expect(brakes).toEqual({ ...RELEASED, spent: [at(0), at(0), at(0)] });
  expect(ration(brakes, [], { limit: 9, now: at(1) }).brakes).toBe(brakes);
  expect(ration(brakes, [], { limit: undefined, now: at(1) }).brakes).toEqual(RELEASED);
  expect(ration(RELEASED, [], { limit: undefined, now: at(1) }).brakes).toBe(RELEASED);
});

test('an endless series of failures spends no more than the budget in any hour', () => {
  const policy = { ...WEB, restartPolicy: RESTART_POLICY };
  let brakes: BrakeState = RELEASED;
  const begun: number[] = [];
  for (let second = 0; second < 4 * 3600; second += 60) {
    const rationed = ration(brakes, [asking(policy.key)], { limit: 5, now: at(second) });
    brakes = rationed.brakes;
    if (rationed.held.size === 0) begun.push(second);
  }
  for (const from of begun) {
    expect(begun.filter((one) => one >= from && one < from + 3600).length).toBeLessThanOrEqual(5);
  }
  expect(begun.length).toBe(20);
});

test.each<[string, BrakeState, number | undefined, readonly string[]]>([
  ['nobody, without a limit', spentOf(-10), undefined, []],
  ['nobody, while there is room for one', spentOf(-10), 2, []],
  ['all but the critical one, once theirs is spent', spentOf(-10), 1, ['a', 'b', 'c']],
  ['the critical one, once its own is', { ...RELEASED, spentByCritical: [at(-10)] }, 1, ['d']],
])('whoever else asks, there must wait %s', (_, before, limit, expected) => {
  const all = [...three, asking('d', { critical: true })];
  expect([...whoMustWait(before, all, { limit, now: at(0) })]).toEqual(expected);
});
