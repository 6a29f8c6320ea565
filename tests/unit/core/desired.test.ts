// What an operator wants for a time: when that is over, and what comes back.

import {
  formerOf,
  isForgotten,
  lapse,
  ON,
  remainingOf,
  reminded,
  replacing,
} from '../../../src/core/desired.ts';
import type { Moment } from '../../../src/core/moment.ts';
import type { Desired } from '../../../src/core/service-state.ts';
import { tellDesired, tellSpan } from '../../../src/core/tell-desired.ts';
import { at } from '../../support/core/moments.ts';

const MINUTE_S = 60;
const WEEK_S = 7 * 86_400;

function wish(mode: Desired['mode'], forS?: number, change: Partial<Desired['terms']> = {}): Desired {
  const forMs = forS === undefined ? undefined : forS * 1000;
  const terms = {
    since: at(0),
    reason: undefined,
    forMs,
    remindedAt: undefined,
    former: undefined,
    ...change,
  };
  return { mode, by: 'ann', atMs: at(0).wallMs, terms };
}

/** The mode that is wanted so many seconds after noon. */
function modeAt(desired: Desired, seconds: number): string {
  return lapse(desired, at(seconds), at(seconds - 1)).mode;
}

/** The next boot, whose clocks began anew; its wall clock is as many seconds off. */
function rebootedAt(seconds: number, offS = 0): Moment {
  const wallMs = at(seconds + offS).wallMs;
  return { wallMs, bootMs: 20_000, monotonicMs: 20_000, bootId: 'boot-2' };
}

test('what is wanted without an end is wanted for ever, and is the very same value', () => {
  for (const desired of [ON, wish('off'), wish('held')])
    expect(lapse(desired, at(10 * WEEK_S), undefined)).toBe(desired);
});

test.each(['off', 'held'] as const)('%s for a while is over after exactly that', (mode) => {
  const desired = replacing(ON, wish(mode, 30 * MINUTE_S));
  expect(modeAt(desired, 30 * MINUTE_S - 1)).toBe(mode);
  expect(modeAt(desired, 30 * MINUTE_S)).toBe('on');
});

test('a wall clock that is set neither ends nor prolongs it', () => {
  const desired = replacing(ON, wish('held', 30 * MINUTE_S));
  const early = { ...at(60), wallMs: at(10 * WEEK_S).wallMs };
  const late = { ...at(31 * MINUTE_S), wallMs: at(-10 * WEEK_S).wallMs };
  expect(lapse(desired, early, undefined)).toBe(desired);
  expect(lapse(desired, late, undefined).mode).toBe('on');
});

describe('across a reboot', () => {
  const desired = replacing(ON, wish('held', 30 * MINUTE_S));
  const lastTick = at(10 * MINUTE_S);

  test('it ends when its time is over', () => {
    expect(lapse(desired, rebootedAt(29 * MINUTE_S), lastTick).mode).toBe('held');
    expect(lapse(desired, rebootedAt(30 * MINUTE_S), lastTick).mode).toBe('on');
  });

  test('the time before counts though the wall clock was lost', () => {
    const carried = lapse(desired, rebootedAt(12 * MINUTE_S, -10 * WEEK_S), lastTick);
    expect(remainingOf(carried, rebootedAt(0))).toBe(
      30 * MINUTE_S * 1000 - lastTick.bootMs + at(0).bootMs - 20_000,
    );
  });

  test('a wall clock that is set afterwards changes nothing any more', () => {
    const first = rebootedAt(12 * MINUTE_S);
    const carried = lapse(desired, first, lastTick);
    const set = { ...first, bootMs: first.bootMs + 60_000, wallMs: first.wallMs + 10 * WEEK_S * 1000 };
    expect(lapse(carried, set, first)).toBe(carried);
    expect(remainingOf(carried, set)).toBe(17 * MINUTE_S * 1000);
  });

  test('what comes back is carried over, too', () => {
    const nested = replacing(desired, wish('off', 5 * MINUTE_S));
    expect(lapse(nested, rebootedAt(20 * MINUTE_S), lastTick)).toMatchObject({
      mode: 'held',
      terms: { forMs: 10 * MINUTE_S * 1000 },
    });
  });
});

describe('at its end comes back', () => {
  test('a hold that was there before', () => {
    const desired = replacing(wish('held'), wish('off', MINUTE_S));
    expect(lapse(desired, at(MINUTE_S), undefined)).toEqual(wish('held'));
  });

  test('an off that was there before, unless its own time is over as well', () => {
    const off = replacing(ON, wish('off', 10 * MINUTE_S));
    expect(modeAt(replacing(off, wish('held', MINUTE_S)), MINUTE_S)).toBe('off');
    expect(modeAt(replacing(off, wish('held', 20 * MINUTE_S)), 20 * MINUTE_S)).toBe('on');
  });

  test('nothing that was replaced by the same, however often that is said', () => {
    let desired: Desired = ON;
    for (let round = 0; round < 100; round += 1)
      desired = replacing(desired, wish(round % 2 === 0 ? 'held' : 'off', MINUTE_S));
    expect(JSON.stringify(desired).length).toBeLessThan(1000);
    expect(formerOf(desired).mode).toBe('held');
    expect(formerOf(formerOf(desired))).toEqual(ON);
  });

  test('what an on had said', () => {
    const on = { mode: 'on', by: 'bob', atMs: 1 } as const;
    expect(formerOf(replacing(on, wish('held')))).toBe(on);
  });
});

test('an off without an end replaces all that was said before', () => {
  expect(formerOf(replacing(wish('held'), wish('off')))).toBe(ON);
});

describe('what was said without an end', () => {
  test.each(['off', 'held'] as const)(
    '(%s) is reminded of after a week, and once a week from then on',
    (mode) => {
      const desired = wish(mode);
      expect(isForgotten(desired, at(WEEK_S - 1))).toBe(false);
      expect(isForgotten(desired, at(WEEK_S))).toBe(true);
      const told = reminded(desired, at(WEEK_S));
      expect(isForgotten(told, at(2 * WEEK_S - 1))).toBe(false);
      expect(isForgotten(told, at(2 * WEEK_S))).toBe(true);
    },
  );

  test('is the only thing that is', () => {
    for (const desired of [ON, wish('off', 10 * WEEK_S), wish('held', 10 * WEEK_S)])
      expect(isForgotten(desired, at(9 * WEEK_S))).toBe(false);
  });
});

test.each([
  [500, '1 s'],
  [90_000, '90 s'],
  [120_000, '2 min'],
  [1_795_000, '30 min'],
  [2 * 3_600_000, '2 h'],
  [3 * 86_400_000, '3 d'],
])('%i ms are told as %s', (ms, told) => {
  expect(tellSpan(ms)).toBe(told);
});

test('who has said it, for how long still, and why, is told as far as that is known', () => {
  expect(tellDesired(wish('held', 1800, { reason: 'deploy' }), at(60))).toBe(
    'by ann, for 29 min more: deploy',
  );
  expect(tellDesired(wish('off'), at(0))).toBe('by ann');
  expect(tellDesired(ON, at(0))).toBe('');
});
