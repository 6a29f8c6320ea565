// Which checks matter for an instance.

import { standingChecks } from '../../../../src/core/checks/readiness.ts';
import { aCheck } from '../../../support/core/checks.ts';
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
