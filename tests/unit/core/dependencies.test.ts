// What a service means for those that depend on it.

import type { Dependency } from '../../../src/config/config.ts';
import { firstDown, firstRenewed, isUp, type Standing } from '../../../src/core/dependencies.ts';
import type { Instance } from '../../../src/core/instance.ts';
import type { Moment } from '../../../src/core/moment.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { afterReboot, at } from '../../support/core/moments.ts';
import { anInstance, aState } from '../../support/core/services.ts';

interface More {
  readonly proven?: boolean;
  readonly instance?: Instance | undefined;
  readonly restartsDependents?: boolean;
  readonly mode?: 'on' | 'off';
}

function standing(verdict: Verdict, more: More = {}): Standing {
  const { proven = false, restartsDependents = false, mode = 'on' } = more;
  const instance = 'instance' in more ? more.instance : anInstance();
  return {
    service: { restartsDependents },
    judged: { verdict, proven },
    state: aState({ instance, desired: { mode, by: undefined, atMs: undefined } }),
  };
}

const on = (key: string, condition: Dependency['condition'] = 'healthy'): Dependency => ({ key, condition });

test.each<[Verdict, More, boolean, boolean]>([
  ['healthy', {}, true, true],
  ['healthy', { instance: undefined }, true, true],
  ['starting', {}, true, false],
  ['timed_out', {}, true, false],
  ['check_failed', {}, true, false],
  ['stale_pid', { proven: true }, false, false],
  ['no_heartbeat', { instance: undefined }, false, false],
  ['unknown', {}, false, false],
])('a dependency that is %s (%#) is started: %s, healthy: %s', (verdict, more, started, healthy) => {
  expect(isUp(on('db', 'started'), standing(verdict, more))).toBe(started);
  expect(isUp(on('db'), standing(verdict, more))).toBe(healthy);
});

test.each<[string, readonly Dependency[], string | undefined]>([
  ['one that is not checked holds nobody back', [on('disabled'), on('db')], undefined],
  ['the first that is down is named', [on('db'), on('queue'), on('cache')], 'queue is not healthy'],
  ['one that was switched off holds back like any other', [on('mail')], 'mail is switched off'],
  ['one that has not even started', [on('cache', 'started')], 'cache is not started'],
])('%s', (_, dependsOn, words) => {
  const others = new Map([
    ['db', standing('healthy')],
    ['queue', standing('timed_out')],
    ['cache', standing('stale_pid', { proven: true })],
    ['mail', standing('no_heartbeat', { instance: undefined, mode: 'off' })],
  ]);
  expect(firstDown(dependsOn, others)).toBe(words);
});

describe('of a service that is healthy again those that depend on it', () => {
  const renewed = { restartsDependents: true, instance: anInstance({ since: at(0) }) };
  const web = anInstance({ since: at(-60) });

  test.each<[string, Instance | undefined, Standing, string | undefined]>([
    ['are older than its new instance', web, standing('healthy', renewed), 'db'],
    ['were started after it', anInstance({ since: at(1) }), standing('healthy', renewed), undefined],
    ['do not run', undefined, standing('healthy', renewed), undefined],
    [
      'are not to be restarted',
      web,
      standing('healthy', { ...renewed, restartsDependents: false }),
      undefined,
    ],
    ['wait until it is healthy', web, standing('starting', renewed), undefined],
    [
      'are no older than what was only found running',
      web,
      standing('healthy', { ...renewed, instance: anInstance({ since: at(0), origin: 'adopted' }) }),
      undefined,
    ],
    [
      'are of the last boot',
      anInstance({ since: afterReboot(-60) }),
      standing('healthy', renewed),
      undefined,
    ],
  ])('%s', (_, instance, db, key) => {
    expect(firstRenewed(aState({ instance }), [on('other'), on('db')], new Map([['db', db]]))).toBe(key);
  });

  test.each<[string, string | undefined, Moment]>([
    ['were restarted for that very instance, though they are no younger', undefined, at(1)],
    ['were restarted for the one before it', 'db', at(-30)],
    ['were restarted in the last boot', 'db', { ...at(1), bootId: 'boot-0' }],
  ])('%s', (_, key, answered) => {
    const state = aState({ instance: web, answered });
    expect(firstRenewed(state, [on('db')], new Map([['db', standing('healthy', renewed)]]))).toBe(key);
  });
});
