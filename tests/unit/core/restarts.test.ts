// How soon and how often a service may be recovered.

import { elapsedMs, type Moment, remainingMs } from '../../../src/core/moment.ts';
import {
  afterAttempt,
  afterStablePeriod,
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

function left(restarts: Restarts, now: Moment): number {
  return waitMs(restarts, RESTART_POLICY, now);
}

describe('the wait for the next recovery', () => {
  test('doubles with each recovery up to its cap, spread by 10 to 20 percent', () => {
    const expected = [10, 20, 40, 80, 160, 300, 300];
    expected.forEach((seconds, index) => {
      const wait = left(attemptsAt(Array(index + 1).fill(0)), at(0));
      expect(wait).toBeGreaterThanOrEqual(seconds * 1100);
      expect(wait).toBeLessThan(seconds * 1200);
    });
  });

  test('differs between services that fail together, and is the same when told again', () => {
    const waits = Array.from({ length: 50 }, (_, index) =>
      left(attemptsAt([0], RESTART_POLICY, `s${index}`), at(0)),
    );
    expect(new Set(waits).size).toBeGreaterThan(25);
    expect(attemptsAt([0])).toEqual(attemptsAt([0]));
  });

  test('stays at its cap however often it has grown', () => {
    const long = { ...attemptsAt([0]), level: 5000 };
    expect(left(afterAttempt(long, RESTART_POLICY, { now: at(0), seed: 'web' }), at(0))).toBeLessThan(
      360_000,
    );
  });

  test('runs out', () => {
    expect(left(attemptsAt([0]), at(5))).toBeGreaterThan(6000);
    expect(left(attemptsAt([0]), at(12))).toBe(0);
    expect(left(FRESH, at(0))).toBe(0);
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

describe('a service that was given up under a window longer than a rung', () => {
  const hours = { ...RESTART_POLICY, windowSeconds: 7200 };
  const five = attemptsAt([0, 60, 120, 180, 240], hours);

  test('is not tried before the window has room for one more', () => {
    const restarts = giveUp(five, at(300));
    expect(waitMs(restarts, hours, at(300))).toBe(6900_000);
    expect(waitMs(restarts, hours, at(7199))).toBe(1000);
    expect(waitMs(restarts, hours, at(7200))).toBe(0);
  });

  test('is not tried again before either', () => {
    const retried = afterAttempt(giveUp(five, at(300)), hours, { now: at(7200), seed: 'web' });
    // Its rung is an hour by now, and what began a minute after the first has a minute left.
    expect(waitMs(retried, hours, at(7200))).toBe(60 * MINUTE_MS);
    expect(waitMs({ ...retried, wait: undefined }, hours, at(7200))).toBe(MINUTE_MS);
  });

  test('waits for as many to be over as are too many, where fewer are allowed by now', () => {
    const restarts = giveUp(five, at(300));
    expect(waitMs(restarts, { ...hours, maxRestarts: 2 }, at(7200))).toBe(180_000);
  });
});

describe('a stable period', () => {
  const soon = { ...RESTART_POLICY, windowSeconds: 3600, stableSeconds: 60 };
  const four = attemptsAt([0, 10, 20, 30], soon);

  test('ends the wait and the rung, but takes nothing out of the window', () => {
    const given = { ...four, givenUpRung: 1 };
    expect(afterStablePeriod(given, soon, at(100))).toEqual({ ...FRESH, attempts: four.attempts });
    const fifth = afterAttempt(afterStablePeriod(four, soon, at(100)), soon, { now: at(200), seed: 'web' });
    expect(isExhausted(fifth, soon, at(300))).toBe(true);
  });

  test('leaves no trace once the window is over', () => {
    expect(afterStablePeriod(four, soon, at(3629))).not.toBe(FRESH);
    expect(afterStablePeriod(four, soon, at(3630))).toBe(FRESH);
  });

  test('that goes on changes nothing more', () => {
    const rested = afterStablePeriod(four, soon, at(100));
    expect(afterStablePeriod(rested, soon, at(160))).toBe(rested);
  });
});

test.each<[string, Restarts, boolean]>([
  ['nothing', FRESH, false],
  ['an attempt', attemptsAt([0]), true],
  ['an attempt that a stable period forgave', { ...FRESH, attempts: [at(0)] }, true],
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
