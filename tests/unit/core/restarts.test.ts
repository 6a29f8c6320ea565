// How soon and how often a service may be recovered.

import { elapsedMs, type Moment, remainingMs } from '../../../src/core/moment.ts';
import {
  afterAttempt,
  FRESH,
  GIVE_UP_LADDER_MS,
  giveUp,
  isDirty,
  isExhausted,
  waitMs,
} from '../../../src/core/restarts.ts';
import type { Restarts } from '../../../src/core/service-state.ts';
import { afterReboot, at } from '../../support/core/moments.ts';
import { RESTART_POLICY } from '../../support/core/services.ts';

const MINUTE_MS = 60_000;

function attemptsAt(seconds: readonly number[], policy = RESTART_POLICY, seed = 'web'): Restarts {
  return seconds.reduce((so, s) => afterAttempt(so, policy, { now: at(s), seed }), FRESH);
}

describe('the wait for the next recovery', () => {
  test('doubles with each recovery up to its cap, spread by 10 to 20 percent', () => {
    const expected = [10, 20, 40, 80, 160, 300, 300];
    expected.forEach((seconds, index) => {
      const wait = waitMs(attemptsAt(Array(index + 1).fill(0)), at(0));
      expect(wait).toBeGreaterThanOrEqual(seconds * 1100);
      expect(wait).toBeLessThan(seconds * 1200);
    });
  });

  test('differs between services that fail together, and is the same when told again', () => {
    const waits = Array.from({ length: 50 }, (_, index) =>
      waitMs(attemptsAt([0], RESTART_POLICY, `s${index}`), at(0)),
    );
    expect(new Set(waits).size).toBeGreaterThan(25);
    expect(attemptsAt([0])).toEqual(attemptsAt([0]));
  });

  test('stays at its cap however often it has grown', () => {
    const long = { ...attemptsAt([0]), level: 5000 };
    expect(waitMs(afterAttempt(long, RESTART_POLICY, { now: at(0), seed: 'web' }), at(0))).toBeLessThan(
      360_000,
    );
  });

  test('runs out', () => {
    expect(waitMs(attemptsAt([0]), at(5))).toBeGreaterThan(6000);
    expect(waitMs(attemptsAt([0]), at(12))).toBe(0);
    expect(waitMs(FRESH, at(0))).toBe(0);
  });
});

describe('the limit of recoveries', () => {
  test('is reached with the last one allowed within the window', () => {
    expect(isExhausted(attemptsAt([0, 1, 2, 3]), RESTART_POLICY, at(4))).toBe(false);
    expect(isExhausted(attemptsAt([0, 1, 2, 3, 4]), RESTART_POLICY, at(5))).toBe(true);
  });

  test('no longer counts what lies a whole window back', () => {
    const five = attemptsAt([0, 1, 2, 3, 4]);
    expect(isExhausted(five, RESTART_POLICY, at(599.999))).toBe(true);
    expect(isExhausted(five, RESTART_POLICY, at(600))).toBe(false);
    expect(afterAttempt(five, RESTART_POLICY, { now: at(602), seed: 'web' }).attempts).toHaveLength(3);
  });
});

describe('recoveries that are spread over more than the window', () => {
  const spread = (count: number) => attemptsAt(Array.from({ length: count }, (_, index) => index * 400));

  test('are given up after twice as many in a row, for no stable period lay between them', () => {
    expect(isExhausted(spread(9), RESTART_POLICY, at(4000))).toBe(false);
    expect(isExhausted(spread(10), RESTART_POLICY, at(4000))).toBe(true);
  });

  test('count anew after a stable period', () => {
    expect(isExhausted(FRESH, RESTART_POLICY, at(4000))).toBe(false);
  });
});

describe('a service that was given up', () => {
  test('is tried after ten minutes, an hour, six hours, and then daily', () => {
    let restarts = giveUp(attemptsAt([0, 1, 2, 3, 4]), at(5));
    const waits = [restarts.wait?.durationMs];
    for (let time = 0; time < 5; time += 1) {
      restarts = afterAttempt(restarts, RESTART_POLICY, { now: at(5), seed: 'web' });
      waits.push(restarts.wait?.durationMs);
    }
    expect(waits).toEqual([10, 60, 360, 1440, 1440, 1440].map((minutes) => minutes * MINUTE_MS));
    expect(GIVE_UP_LADDER_MS).toHaveLength(4);
  });

  test('is not given up twice', () => {
    expect(isExhausted(giveUp(attemptsAt([0, 1, 2, 3, 4]), at(5)), RESTART_POLICY, at(6))).toBe(false);
  });
});

test.each<[string, Restarts, boolean]>([
  ['nothing', FRESH, false],
  ['an attempt', attemptsAt([0]), true],
  ['a wait', { ...FRESH, wait: { since: at(0), durationMs: 1 } }, true],
  ['having been given up', { ...FRESH, givenUpRung: 0 }, true],
])('there is something to forget after %s', (_title, restarts, expected) => {
  expect(isDirty(restarts)).toBe(expected);
});

describe('time', () => {
  const ROWS: [string, Moment, Moment, number][] = [
    ['within a boot runs by boot time, whatever the wall clock does', at(0), at(9, { wallMs: 0 }), 9000],
    ['within a boot never runs backwards', at(9), at(0), 0],
    ['across a reboot runs by the wall clock', at(0), afterReboot(5), 3_605_000],
    [
      'since an earlier boot is at least the time since this one',
      at(0, { wallMs: at(0).wallMs * 2 }),
      afterReboot(5),
      5000,
    ],
  ];

  test.each(ROWS)('%s', (_title, from, to, expected) => {
    expect(elapsedMs(from, to)).toBe(expected);
  });

  test('a wait from a boot with a wrong clock is over in time', () => {
    const wait = { since: at(0, { wallMs: at(0).wallMs * 2 }), durationMs: 10_000 };
    expect(remainingMs(wait, afterReboot(4))).toBe(6000);
    expect(remainingMs(wait, afterReboot(11))).toBe(0);
  });
});
