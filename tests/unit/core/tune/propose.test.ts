// What would fit a service, by its silences: proposed only from enough looks, and told with why.

import { lateBeats } from '../../../../src/core/late-beats.ts';
import type { Look } from '../../../../src/core/replay/look.ts';
import { propose } from '../../../../src/core/tune/propose.ts';
import type { Subject } from '../../../../src/core/tune/subject.ts';
import type { Verdict } from '../../../../src/core/verdict.ts';

/** Looks a minute apart; a number is the age of a beat that was late. */
function looksOf(ages: readonly (number | undefined)[]): Look[] {
  return ages.map((ageSeconds, minute) => ({
    atMs: minute * 60_000,
    verdict: ageSeconds !== undefined && ageSeconds > 60 ? 'timed_out' : 'healthy',
    reason: 'healthy',
    ageSeconds,
    isNoted: true,
  }));
}

function subject(change: Partial<Subject>): Subject {
  return {
    timeoutSeconds: 60,
    startGraceSeconds: 60,
    busyGraceSeconds: 0,
    thresholdOf: () => 2,
    looks: [],
    recoveries: [],
    startSeconds: [],
    ...change,
  };
}

const fresh = (count: number) => Array<undefined>(count).fill(undefined);

test('a service that beats again by itself after its timeout has a timeout that is too short', () => {
  const looks = looksOf([...fresh(100), 50, 110, undefined, 70, ...fresh(10)]);
  expect(propose(subject({ looks }))).toMatchObject({
    looks: 114,
    lookEverySeconds: 60,
    longestReturnSeconds: 110,
    returnsAfterTimeout: 2,
    proposals: [
      { option: 'timeout_seconds', from: 60, to: 220 },
      {
        option: 'busy_grace_seconds',
        from: 0,
        to: 160,
        why: expect.stringContaining('in place of a longer'),
      },
    ],
  });
});

test('one whose beats are always fresh may have a shorter one, of which nobody has seen the limit', () => {
  expect(propose(subject({ looks: looksOf(fresh(200)), timeoutSeconds: 600 }))).toMatchObject({
    longestReturnSeconds: undefined,
    proposals: [{ from: 600, to: 300, why: 'in 200 looks no beat was older than 150 s' }],
  });
});

test('a restart is likely false when it was silent for no longer than when it came back by itself', () => {
  const looks = looksOf([...fresh(100), 30, 90, 150, undefined, 40, 100, undefined]);
  const at = (minute: number) => [{ atMs: minute * 60_000 + 1, verdict: 'timed_out' as const }];
  expect(propose(subject({ looks, recoveries: at(105) }))).toMatchObject({
    longestReturnSeconds: 150,
    restartsForSilence: 1,
    likelyFalseRestarts: 1,
  });
  expect(propose(subject({ looks, recoveries: at(102) }))).toMatchObject({
    longestReturnSeconds: 100,
    likelyFalseRestarts: 0,
  });
});

test('what is dead for certain needs no second look', () => {
  const recoveries = [{ atMs: 0, verdict: 'stale_pid' as const }];
  const looks = looksOf(Array(120).fill(30));
  expect(propose(subject({ looks, recoveries })).proposals).toMatchObject([
    { option: 'thresholds.stale_pid', to: 1 },
  ]);
});

test('where there is a grace for the busy, that is what is proposed longer', () => {
  const looks = looksOf([...fresh(100), 50, 110, 170, undefined, ...fresh(10)]);
  expect(propose(subject({ looks, busyGraceSeconds: 30 })).proposals).toMatchObject([
    { option: 'busy_grace_seconds', from: 30, to: 280 },
  ]);
});

test('a grace for new instances fits the longest start, once there were some', () => {
  const looks = looksOf(Array(120).fill(30));
  const proposed = (startSeconds: readonly number[]) => propose(subject({ looks, startSeconds })).proposals;
  expect(proposed([20, 55, 31])).toMatchObject([{ option: 'start_grace_seconds', from: 60, to: 110 }]);
  expect(proposed([3, 2, 3])).toMatchObject([{ option: 'start_grace_seconds', from: 60, to: 10 }]);
  expect(proposed([29, 28, 29])).toEqual([]);
  expect(proposed([20, 55])).toEqual([]);
});

describe('a threshold', () => {
  const WELL = fresh(100).map((): Verdict => 'healthy');
  const judged = (verdicts: readonly Verdict[]): Look[] =>
    verdicts.map((verdict, minute) => ({ ...(looksOf([30])[0] as Look), atMs: minute * 60_000, verdict }));
  const proposed = (verdicts: readonly Verdict[], at: readonly number[], threshold: number) =>
    propose(
      subject({
        looks: judged([...WELL, ...verdicts]),
        recoveries: at.map((minute) => ({ atMs: (100 + minute) * 60_000 + 1, verdict: 'check_failed' })),
        thresholdOf: () => threshold,
      }),
    ).proposals.filter(({ option }) => option.startsWith('thresholds'));
  const back = (count: number): Verdict[] => [...Array<Verdict>(count).fill('check_failed'), 'healthy'];

  test('is too low where a service was well again by itself just before it would have been restarted', () => {
    const narrow = [...back(2), ...back(2), ...back(2)];
    expect(proposed(narrow, [], 3)).toMatchObject([{ option: 'thresholds.check_failed', from: 3, to: 4 }]);
    expect(proposed(narrow, [], 4)).toEqual([]);
  });

  test('is too high where it never was well again by itself after so many looks, in enough restarts', () => {
    const cut = [0, 1, 2, 3, 4].map((time) => time * 5 + 5);
    const five = [...back(1), ...cut.flatMap(() => back(4))];
    expect(proposed(five, cut, 4)).toMatchObject([{ option: 'thresholds.check_failed', from: 4, to: 2 }]);
    expect(proposed(five.slice(0, -5), cut.slice(1), 4)).toEqual([]);
  });
});

test('from few looks, and from what was off or held, nothing is proposed', () => {
  const held = looksOf(fresh(500)).map((look) => ({ ...look, reason: 'held' as const }));
  const older = looksOf(fresh(500)).map((look) => ({ ...look, isNoted: false }));
  for (const looks of [looksOf(fresh(99)), held, older])
    expect(propose(subject({ looks }))).toMatchObject({
      proposals: [],
      silent: expect.stringMatching(/^only \d+ looks/),
    });
});

test('a beat is noted once it is older than a quarter of its timeout', () => {
  const finding = (ageMs: number | undefined) => ({ service: { timeoutSeconds: 60 }, judged: { ageMs } });
  const findings = new Map([
    ['fresh', finding(15_000)],
    ['late', finding(15_049)],
    ['none', finding(undefined)],
  ]);
  expect(lateBeats(findings)).toEqual({ late: 15 });
});
