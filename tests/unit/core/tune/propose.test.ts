// What would fit a service, by its silences: proposed only from enough looks, and told with why.

import { lateBeats } from '../../../../src/core/late-beats.ts';
import type { Look } from '../../../../src/core/replay/look.ts';
import { propose, type Subject } from '../../../../src/core/tune/propose.ts';

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
  return { timeoutSeconds: 60, deadThreshold: 2, looks: [], recoveries: [], ...change };
}

const fresh = (count: number) => Array<undefined>(count).fill(undefined);

test('a service that beats again by itself after its timeout has a timeout that is too short', () => {
  const looks = looksOf([...fresh(100), 50, 110, undefined, 70, ...fresh(10)]);
  expect(propose(subject({ looks }))).toMatchObject({
    looks: 114,
    lookEverySeconds: 60,
    longestReturnSeconds: 110,
    returnsAfterTimeout: 2,
    proposals: [{ option: 'timeout_seconds', from: 60, to: 220 }],
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
