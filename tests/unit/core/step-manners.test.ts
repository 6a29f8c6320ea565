// What the manner of a step means for the recovery it is in, and how it is told.

import type { Manner } from '../../../src/config/step.ts';
import { mayGoOn, type StepOutcome } from '../../../src/core/recovery.ts';
import { longestMs } from '../../../src/core/step-patience.ts';
import { tellAction, tellStep } from '../../../src/core/tell-step.ts';

const VITAL: Manner = { kind: 'run', isVital: true };
const OPTIONAL: Manner = { kind: 'run', isVital: false, timeoutSeconds: 30 };

test.each<[string, Manner | undefined, StepOutcome, boolean]>([
  ['clear_db', undefined, 'failed', true],
  ['clear_db', OPTIONAL, 'timed_out', true],
  ['clear_db', OPTIONAL, 'unkillable', false],
  ['clear_db', VITAL, 'succeeded', true],
  ['clear_db', VITAL, 'failed', false],
  ['clear_db', VITAL, 'timed_out', false],
  ['clear_db', VITAL, 'skipped', true],
  ['signal', { kind: 'signal', signal: 'SIGHUP' }, 'failed', true],
  ['wait', { kind: 'wait', waitSeconds: 5 }, 'succeeded', true],
  ['kill', { kind: 'kill', ladder: [['SIGTERM', 1]] }, 'failed', false],
  ['kill', { kind: 'kill', ladder: [['SIGTERM', 1]] }, 'succeeded', true],
  ['start', undefined, 'adopted', true],
  ['start', undefined, 'failed', false],
])('after a step %s (%j) that %s, going on is %s', (action, manner, outcome, expected) => {
  expect(mayGoOn({ action, manner }, outcome)).toBe(expected);
});

test.each<[string, Manner | undefined, string]>([
  ['clear_db', undefined, 'clear_db'],
  ['clear_db', VITAL, 'clear_db'],
  ['wait', { kind: 'wait', waitSeconds: 5 }, 'wait 5 s'],
  ['signal', { kind: 'signal', signal: 'SIGHUP' }, 'SIGHUP'],
  [
    'kill',
    {
      kind: 'kill',
      ladder: [
        ['SIGQUIT', 2],
        ['SIGKILL', 5],
      ],
    },
    'kill by SIGQUIT, SIGKILL',
  ],
])('a step %s (%j) is told as %j', (action, manner, told) => {
  expect(tellAction(action, manner)).toBe(told);
  expect(tellStep(manner === undefined ? action : { action, manner })).toBe(told);
});

test.each<[Manner | undefined, number]>([
  [undefined, 73],
  [VITAL, 73],
  [OPTIONAL, 103],
  [{ kind: 'signal', signal: 'SIGHUP' }, 73],
  [{ kind: 'wait', waitSeconds: 600 }, 673],
  [
    {
      kind: 'kill',
      ladder: [
        ['SIGQUIT', 20],
        ['SIGKILL', 50],
      ],
    },
    143,
  ],
])('a step of the manner %j is over within %d s', (manner, seconds) => {
  const service = { killTimeoutSeconds: 10, cleanupTimeoutSeconds: 60, verifyDelaySeconds: 3 };
  expect(longestMs({ manner }, service)).toBe(seconds * 1000);
});
