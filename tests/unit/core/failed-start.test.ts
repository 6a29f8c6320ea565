// What a start that failed says about trying again.

import { learn } from '../../../src/core/failed-start.ts';
import type { StepResult } from '../../../src/core/recovery.ts';
import {
  afterAttempt,
  FRESH,
  GIVE_UP_LADDER_MS,
  isExhausted,
  isTriedEnough,
  waitMs,
} from '../../../src/core/restarts.ts';
import type { Restarts } from '../../../src/core/service-state.ts';
import { at } from '../../support/core/moments.ts';
import { RESTART_POLICY } from '../../support/core/services.ts';

/** How Node dies of an error that nobody catches. */
const nodeDies = (error: string) =>
  `/app/web.mjs:7\n  serve();\n  ^\n\n${error}\n    at serve (/app/web.mjs:3:9)\n    at /app/web.mjs:7:1\n\nNode.js v20.20.2\n`;
const service = {
  giveUpExitCodes: [78, 125],
  retryExitCodes: [75],
  remedies: { byVerdict: {}, escalation: [] },
};

function failed(exitCode: number | undefined, outputTail = '', signal?: string): StepResult {
  return { outcome: 'failed', message: '', exitCode, outputTail, signal };
}

/** What is remembered after an attempt whose start failed in each of these ways. */
function outcomeOf(
  results: readonly StepResult[],
  policy = RESTART_POLICY,
): { restarts: Restarts; givenUp: string | undefined } {
  let restarts = FRESH;
  let givenUp: string | undefined;
  results.forEach((result, index) => {
    const now = at(index * 1000);
    restarts = afterAttempt(restarts, policy, { now, seed: 'web' });
    ({ restarts, givenUp } = learn(restarts, result, { service, now }));
  });
  return { restarts, givenUp };
}

test.each([78, 125])('exit code %i gives up at once', (code) => {
  expect(outcomeOf([failed(code)])).toMatchObject({
    restarts: { givenUpRung: 0 },
    givenUp: `exit code ${code} says that trying again is of no use`,
  });
});

test.each([78, 125])('exit code %i at a slow retry leaves it on its rung of the ladder', (code) => {
  const { restarts } = outcomeOf([failed(code), failed(code), failed(code)]);
  expect(restarts).toMatchObject({ givenUpRung: 2, wait: { durationMs: GIVE_UP_LADDER_MS[2] } });
});

describe('exit code 75 asks for another try', () => {
  const policy = { ...RESTART_POLICY, maxRestarts: 2, windowSeconds: 5000 };
  const often = (times: number) =>
    outcomeOf(
      Array.from({ length: times }, () => failed(75)),
      policy,
    );

  test('and never gives up, however often it is', () => {
    const { restarts, givenUp } = often(20);
    expect(givenUp).toBeUndefined();
    expect(restarts.givenUpRung).toBeUndefined();
    expect(isExhausted(restarts, policy, at(20_000))).toBe(false);
  });

  test('which comes later each time, and not before there is room in the window', () => {
    expect(often(3).restarts).toMatchObject({ level: 3, attempts: [at(0), at(1000), at(2000)] });
    expect(waitMs(often(3).restarts, policy, at(2500))).toBe((1000 + 5000 - 2500) * 1000);
  });

  test('until it fails in another way', () => {
    const { restarts } = outcomeOf([failed(75), failed(75), failed(1)], policy);
    expect(isExhausted(restarts, policy, at(2500))).toBe(true);
  });

  test('and when it was lost with its invocation, that is not before its time either', () => {
    const { restarts } = often(1);
    expect(isTriedEnough(restarts, policy, at(0))).toBe(true);
    expect(isTriedEnough(restarts, policy, at(1000))).toBe(false);
  });
});

test.each<[string, readonly StepResult[], boolean]>([
  ['twice is not enough', [failed(1, 'no port'), failed(1, 'no port')], false],
  ['three times is', [failed(1, 'no port'), failed(1, 'no port'), failed(1, 'no port')], true],
  [
    'numbers do not tell failures apart',
    [failed(1, 'pid 12'), failed(1, 'pid 7'), failed(1, 'pid 1041')],
    true,
  ],
  ['nor do addresses', [failed(1, 'at 0xdeadbe2f'), failed(1, 'at 0x1234'), failed(1, 'at 0xab3')], true],
  ['other words do', [failed(1, 'no port'), failed(1, 'no disk'), failed(1, 'no port')], false],
  ['another exit code does', [failed(1, 'x'), failed(2, 'x'), failed(1, 'x')], false],
  [
    'so does a signal',
    [failed(undefined, 'x', 'SIGSEGV'), failed(undefined, 'x', 'SIGABRT'), failed(undefined, 'x', 'SIGSEGV')],
    false,
  ],
  [
    'other errors of Node do',
    ['TypeError: x', 'Error: port', 'RangeError: y'].map((one) => failed(1, nodeDies(one))),
    false,
  ],
  ['the same error of Node does not', [1, 2, 3].map(() => failed(1, nodeDies('Error: no port'))), true],
  ['what somebody else has ended has not', [1, 2, 3].map(() => failed(undefined, 'x', 'SIGKILL')), false],
  ['nor has what ended well', [1, 2, 3].map(() => failed(0, 'x')), false],
  ['nor who has said nothing, its exit unknown', [1, 2, 3].map(() => failed(undefined)), false],
  ['only the last lines count', [failed(1, 'a\nb\nc'), failed(1, 'z\nb\nc'), failed(1, 'y\nb\nc')], true],
])('failing in the same way: %s', (_, results, isGivenUp) => {
  expect(outcomeOf(results).givenUp !== undefined).toBe(isGivenUp);
});

test('a service that is given up already is not given up once more', () => {
  const same = failed(1, 'no port');
  const { restarts, givenUp } = outcomeOf([same, same, same, same]);
  expect(givenUp).toBeUndefined();
  expect(restarts).toMatchObject({ givenUpRung: 1, crash: { count: 4 } });
});

test('failing in the same way gives nobody up while other steps are yet to be tried, whatever an exit code may', () => {
  const patient = {
    ...service,
    remedies: { byVerdict: {}, escalation: [{ after: 4, steps: ['clear_db'] }] },
  };
  const afterFailures = (count: number, exitCode: number) => {
    let restarts = FRESH;
    for (let index = 0; index < count; index += 1) {
      const now = at(index * 1000);
      restarts = afterAttempt(restarts, RESTART_POLICY, { now, seed: 'web' });
      ({ restarts } = learn(restarts, failed(exitCode, 'no table'), { service: patient, now }));
    }
    return restarts.givenUpRung;
  };
  expect(afterFailures(4, 1)).toBeUndefined();
  expect(afterFailures(5, 1)).toBe(0);
  expect(afterFailures(1, 78)).toBe(0);
});
