// What a check remembers of its looks, and when it has failed.

import fc from 'fast-check';
import type { Check } from '../../../../src/config/check.ts';
import {
  type CheckMemories,
  forgetLooks,
  hasFailed,
  isDue,
  NO_MEMORIES,
  PASSING,
  remember,
} from '../../../../src/core/checks/check-memory.ts';
import type { Reading } from '../../../../src/core/checks/reading.ts';
import { aCheck, DEGRADED, FAILED, PASSED, readings, UNKNOWN } from '../../../support/core/checks.ts';
import { afterReboot, at } from '../../../support/core/moments.ts';

/** What is remembered of a check after looks a second apart. */
function after(check: Check, looks: readonly Reading[], from: CheckMemories = NO_MEMORIES): CheckMemories {
  return looks.reduce(
    (memories, reading, second) =>
      remember(memories, [check], { readings: readings({ [check.name]: reading }), now: at(second) }),
    from,
  );
}

function failed(check: Check, looks: readonly Reading[]): boolean {
  return hasFailed(check, after(check, looks)[check.name] ?? PASSING);
}

test('a check that passes at every tick leaves no trace', () => {
  expect(after(aCheck(), [PASSED, PASSED])).toBe(NO_MEMORIES);
});

test('how slow an answer is is remembered by the quarter of its time, and not at all when it is quick', () => {
  const answered = (latencyMs: number) => after(aCheck({ timeoutSeconds: 4 }), [{ ...PASSED, latencyMs }]);
  expect(answered(999)).toBe(NO_MEMORIES);
  expect(answered(1000)).toEqual({ tcp: { ...PASSING, slowness: 1 } });
  expect(answered(9999)).toEqual({ tcp: { ...PASSING, slowness: 3 } });
});

test('that a new instance was looked at is remembered once, and forgotten when it has proved itself', () => {
  const look = (second: number, isUnproven: boolean) =>
    ({ readings: readings({ tcp: PASSED }), now: at(second), isUnproven }) as const;
  const first = remember(NO_MEMORIES, [aCheck()], look(1, true));
  expect(first).toEqual({ tcp: { ...PASSING, lookedAt: { bootMs: at(1).bootMs, bootId: at(1).bootId } } });
  expect(remember(first, [aCheck()], look(2, true))).toBe(first);
  expect(remember(first, [aCheck()], look(3, false))).toEqual(NO_MEMORIES);
});

test('a check that fails in the same way has the very same memory', () => {
  const once = after(aCheck(), [FAILED]);
  expect(after(aCheck(), [FAILED], once)).toBe(once);
});

test.each<[string, Partial<Check>, readonly Reading[], boolean]>([
  ['one failure is enough unless more are asked for', {}, [FAILED], true],
  ['a pass ends it', {}, [FAILED, PASSED], false],
  ['two in a row are two in a row', { failureThreshold: 2, of: 2 }, [FAILED, FAILED], true],
  ['two with a pass between them are not', { failureThreshold: 2, of: 2 }, [FAILED, PASSED, FAILED], false],
  ['but are two of three', { failureThreshold: 2, of: 3 }, [FAILED, PASSED, FAILED], true],
  ['what is older does not count', { failureThreshold: 2, of: 3 }, [FAILED, PASSED, PASSED, FAILED], false],
  [
    'what told nothing does not count, and breaks no row',
    { failureThreshold: 2, of: 2 },
    [FAILED, UNKNOWN, FAILED],
    true,
  ],
  ['a look that could not be made is no failure', {}, [UNKNOWN], false],
  ['neither is one that was bad but not bad enough', {}, [DEGRADED], false],
])('%s', (_, change, looks, expected) => {
  expect(failed(aCheck(change), looks)).toBe(expected);
});

test('as many of the last looks as are asked for decide, whatever came before', () => {
  const looks = fc.array(fc.constantFrom(PASSED, FAILED, UNKNOWN), { maxLength: 20 });
  fc.assert(
    fc.property(
      looks,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 4 }),
      (read, threshold, more) => {
        const check = aCheck({ failureThreshold: threshold, of: threshold + more });
        const told = read.filter(({ kind }) => kind !== 'unknown').slice(-check.of);
        const failures = told.filter(({ kind }) => kind === 'failed').length;
        expect(failed(check, read)).toBe(failures >= threshold);
      },
    ),
  );
});

test('what is measured is kept, and outlives the instance', () => {
  const memories = after(aCheck(), [FAILED, { ...FAILED, mark: { value: 7 } }]);
  expect(forgetLooks(memories)).toEqual({ tcp: { ...PASSING, mark: { value: 7 } } });
  expect(forgetLooks(after(aCheck(), [FAILED]))).toBe(NO_MEMORIES);
});

test('a service without checks keeps the very memory it has, wherever that came from', () => {
  const stored = {};
  expect(remember(stored, [], { readings: readings({}), now: at(0) })).toBe(stored);
});

test('a check that was taken out of the config is forgotten', () => {
  const memories = after(aCheck(), [FAILED]);
  expect(remember(memories, [], { readings: readings({}), now: at(9) })).toEqual(NO_MEMORIES);
});

describe('a check that is to be looked at every ten seconds', () => {
  const check = aCheck({ intervalSeconds: 10 });
  const memory = after(check, [PASSED])[check.name];

  test.each([
    ['is not due before that', at(9.9), false],
    ['is due then', at(10), true],
    ['is due after a reboot', afterReboot(1), true],
  ])('%s', (_, now, expected) => {
    expect(isDue(check, memory, now)).toBe(expected);
  });

  test('is due after a minute once it has failed, and not before that', () => {
    const hourly = aCheck({ intervalSeconds: 3600, failureThreshold: 2, of: 2 });
    const [once, twice] = ['f', 'ff'].map((looks) => ({ ...PASSING, looks, lookedAt: at(0) }));
    expect(isDue(hourly, once, at(70))).toBe(false);
    expect(isDue(hourly, twice, at(59))).toBe(false);
    expect(isDue(hourly, twice, at(70))).toBe(true);
  });

  test('is due when it was never looked at', () => {
    expect(isDue(check, undefined, at(0))).toBe(true);
  });
});
