// What is remembered of a judgement.

import { absorb, provenRecovery } from '../../../src/core/absorb.ts';
import type { Judgement } from '../../../src/core/judgement.ts';
import type { ServiceState } from '../../../src/core/service-state.ts';
import { UNSEEN } from '../../../src/core/service-state.ts';
import { at } from '../../support/core/moments.ts';
import {
  aNewInstance,
  anInstance,
  aState,
  judgedAs,
  RESTART_POLICY,
  WEB,
} from '../../support/core/services.ts';

const healthy = judgedAs({ verdict: 'healthy' });
const instance = healthy.instance;
const dirty = { attempts: [at(-700)], level: 1, wait: { since: at(-700), durationMs: 1 }, givenUpRung: 2 };

function stateAfter(
  before: ServiceState,
  judged: Judgement,
  seconds = 0,
  fingerprint = WEB.fingerprint(),
): ServiceState {
  return absorb(before, judged, { service: { ...WEB, fingerprint: () => fingerprint }, now: at(seconds) });
}

describe('a steady service', () => {
  test('that stays healthy has the very same state', () => {
    const before = aState({ instance, healthySince: at(-60) });
    expect(stateAfter(before, healthy)).toBe(before);
  });

  test('that is unknown has the very same state, whatever else changed', () => {
    const before = aState({ restarts: dirty });
    expect(stateAfter(before, judgedAs({ verdict: 'unknown', instance: undefined }), 0, 'edited')).toBe(
      before,
    );
  });

  test.each<[string, Partial<ServiceState>]>([
    ['has beaten for the first time', { instance: undefined }],
    ['had failed', { streak: { count: 1, lastBadMs: 1 } }],
    ['has been healthy for the stable period', { restarts: dirty, healthySince: at(-600) }],
    ['is healthy again', { healthySince: undefined }],
    ['is up again', { up: false }],
    ['was edited since a recovery', { restarts: dirty, fingerprint: 'before the edit' }],
  ])('that %s has another state', (_title, change) => {
    const before = aState({ instance, healthySince: at(-60), ...change });
    expect(stateAfter(before, healthy)).not.toBe(before);
  });
});

describe('what is known of it', () => {
  test('is up while healthy, down while bad, and as it was while starting', () => {
    expect(stateAfter(UNSEEN, healthy)).toMatchObject({ up: true, healthySince: at(0) });
    expect(stateAfter(aState({ healthySince: at(-60) }), judgedAs())).toMatchObject({
      up: false,
      healthySince: undefined,
    });
    expect(stateAfter(UNSEEN, judgedAs({ verdict: 'starting' })).up).toBeUndefined();
  });

  test('keeps the record of an instance that cannot be compared here', () => {
    const before = aState({ instance: anInstance({ bootId: 'boot-0' }) });
    expect(stateAfter(before, judgedAs({ verdict: 'no_heartbeat', instance: undefined })).instance).toBe(
      before.instance,
    );
  });
});

describe('its restarts', () => {
  const hung = judgedAs({ verdict: 'timed_out', proven: false });
  const before = aState({ instance, restarts: dirty, healthySince: at(-599) });

  test('are forgotten after the stable period, and not before', () => {
    expect(stateAfter(before, healthy).restarts).toBe(dirty);
    expect(stateAfter(before, healthy, 1).restarts).toEqual(UNSEEN.restarts);
  });

  test('are kept when the health is broken', () => {
    expect(stateAfter(before, hung, 1).restarts).toBe(dirty);
  });

  test('are forgotten when its command is edited, so that it is no longer given up', () => {
    expect(stateAfter(before, hung, 0, 'edited').restarts).toBe(UNSEEN.restarts);
  });

  test('no longer wait when only its file of variables is edited; but what any program may do takes nothing out of the window', () => {
    const known = { ...before, fingerprint: 'as-configured/before' };
    const after = stateAfter(known, hung, 0, 'as-configured/after');
    expect(after.restarts).toEqual({ attempts: dirty.attempts, level: 0, givenUpRung: 2 });
    expect(after.fingerprint).toBe('as-configured/after');
    expect(stateAfter(after, hung, 0, 'as-configured/after').restarts).toEqual(after.restarts);
  });
});

describe('a recovery', () => {
  const before = aState({ instance: aNewInstance() });
  const confirmed = aNewInstance({ confirmed: true });

  test('is proven once, when its instance is healthy', () => {
    const proven = stateAfter(before, judgedAs({ verdict: 'healthy', instance: confirmed }));
    expect(provenRecovery(before, proven)).toBe(7);
    expect(
      provenRecovery(proven, stateAfter(proven, judgedAs({ verdict: 'healthy', instance: proven.instance }))),
    ).toBeUndefined();
  });

  test('is not proven by a beat that reports an error, and may be later', () => {
    const sick = stateAfter(before, judgedAs({ verdict: 'error_status', instance: confirmed }));
    expect(provenRecovery(before, sick)).toBeUndefined();
    expect(
      provenRecovery(sick, stateAfter(sick, judgedAs({ verdict: 'healthy', instance: confirmed }))),
    ).toBe(7);
  });

  test('is not proven by the health of another instance, nor by none', () => {
    const adopted = anInstance({ leader: { pid: 200, startTicks: 1 }, origin: 'adopted' });
    expect(
      provenRecovery(before, stateAfter(before, judgedAs({ verdict: 'healthy', instance: adopted }))),
    ).toBeUndefined();
    expect(provenRecovery(before, aState({ instance: undefined }))).toBeUndefined();
    expect(provenRecovery(UNSEEN, before)).toBeUndefined();
  });
});

describe('a service that was given up, and is to be trusted after three healthy ticks', () => {
  const restartPolicy = { ...RESTART_POLICY, successThreshold: 3 };
  const givenUp = { ...dirty, attempts: [at(-10)], givenUpRung: 1 };

  function stateOver(verdicts: readonly Judgement['verdict'][]): ServiceState {
    return verdicts.reduce(
      (state, verdict, second) =>
        absorb(state, judgedAs({ verdict }), { service: { ...WEB, restartPolicy }, now: at(second) }),
      aState({ restarts: givenUp }),
    );
  }

  test.each<[string, readonly Judgement['verdict'][], boolean]>([
    ['is not after two', ['healthy', 'healthy'], false],
    ['is after three', ['healthy', 'healthy', 'healthy'], true],
    ['is not when they are not in a row', ['healthy', 'healthy', 'timed_out', 'healthy'], false],
    ['is when nothing could be seen in between', ['healthy', 'unknown', 'healthy', 'healthy'], true],
  ])('%s', (_, verdicts, isTrusted) => {
    expect(stateOver(verdicts).restarts.givenUpRung === undefined).toBe(isTrusted);
  });

  test('has what lies within the window counted on', () => {
    expect(stateOver(['healthy', 'healthy', 'healthy']).restarts).toMatchObject({
      attempts: [at(-10)],
      level: 0,
    });
  });
});
