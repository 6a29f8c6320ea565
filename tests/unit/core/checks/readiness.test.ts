// Which checks matter for an instance.

import { standingChecks, withUnready } from '../../../../src/core/checks/readiness.ts';
import {
  aCheck,
  aRequest,
  DEGRADED,
  FAILED,
  PASSED,
  readings,
  UNKNOWN,
} from '../../../support/core/checks.ts';
import { aNewInstance, anInstance } from '../../../support/core/services.ts';

const ready = aCheck({ name: 'readiness', onlyUntilProven: true });
const lasting = aCheck();

test.each([
  ['a new instance is asked whether it is ready', aNewInstance(), [lasting, ready]],
  ['one that has been healthy is not', anInstance(), [lasting]],
  ['nor is one that nobody knows', undefined, [lasting]],
])('%s', (_, instance, expected) => {
  expect(standingChecks([lasting, ready], instance)).toEqual(expected);
});

test('where no readiness is asked for nothing is copied', () => {
  const checks = [lasting];
  expect(standingChecks(checks, anInstance())).toBe(checks);
});

const command = { kind: 'command', command: { kind: 'argv', argv: ['ready'] } } as const;

test.each([
  ['a command that exits with 1 says that it is not ready', command, DEGRADED, 'failed'],
  ['one that exits with 0, that it is', command, PASSED, 'passed'],
  ['one that exits with 2, that it is not', command, FAILED, 'failed'],
  ['one that cannot be run, nothing', command, UNKNOWN, 'unknown'],
  [
    'an answer with a certificate that will expire is an answer',
    aRequest('https://web'),
    DEGRADED,
    'degraded',
  ],
] as const)('of what shows whether a service is ready: %s', (_, probe, reading, expected) => {
  const read = readings({ readiness: reading, tcp: DEGRADED });
  const heeded = withUnready([lasting, { ...ready, probe }], read);
  expect(heeded.get('readiness')).toEqual({ ...reading, kind: expected });
  expect(heeded.get('tcp')).toBe(DEGRADED);
});

test('where it says nothing of that, the very same readings are kept', () => {
  const read = readings({ tcp: DEGRADED });
  expect(withUnready([lasting, ready], read)).toBe(read);
});
