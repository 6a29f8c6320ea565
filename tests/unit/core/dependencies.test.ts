// What a service means for those that depend on it.

import type { Dependency } from '../../../src/config/config.ts';
import { firstDown, isUp } from '../../../src/core/dependencies.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { anInstance, aState } from '../../support/core/services.ts';

const standing = (verdict: Verdict, { proven = false, recorded = true } = {}) => ({
  judged: { verdict, proven },
  state: aState({ instance: recorded ? anInstance() : undefined }),
});

test.each<[Verdict, Parameters<typeof standing>[1], boolean, boolean]>([
  ['healthy', {}, true, true],
  ['healthy', { recorded: false }, true, true],
  ['starting', {}, true, false],
  ['timed_out', {}, true, false],
  ['check_failed', {}, true, false],
  ['stale_pid', { proven: true }, false, false],
  ['no_heartbeat', { recorded: false }, false, false],
  ['unknown', {}, false, false],
])('a dependency that is %s (%j) is started: %s, healthy: %s', (verdict, more, started, healthy) => {
  expect(isUp({ key: 'db', condition: 'started' }, standing(verdict, more))).toBe(started);
  expect(isUp({ key: 'db', condition: 'healthy' }, standing(verdict, more))).toBe(healthy);
});

test('one that is not checked holds nobody back; of the others the first that is down is named', () => {
  const on = (key: string): Dependency => ({ key, condition: 'healthy' });
  const others = new Map([
    ['db', standing('healthy')],
    ['cache', standing('timed_out')],
    ['queue', standing('timed_out')],
  ]);
  expect(firstDown([on('disabled'), on('db')], others)).toBeUndefined();
  expect(firstDown([on('db'), on('queue'), on('cache')], others)).toBe('queue');
});
