// What is held back at a tick, and how a mass failure is got over.

import { type BrakeState, RELEASED } from '../../../src/core/brake-state.ts';
import { brake, type Conditions } from '../../../src/core/brakes.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import { SOUND } from '../../../src/core/host-trouble.ts';
import type { Braked } from '../../../src/core/incident.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { at } from '../../support/core/moments.ts';
import { aRecovery, aSituation, aState, judgedAs } from '../../support/core/services.ts';

const calm: Conditions = { now: at(0), clock: undefined, observeOnly: undefined, hostState: SOUND };
const incident = { since: at(-60), canary: undefined };

/** A service of which so many bad verdicts were counted. */
function braked(verdict: Verdict, count = 2, change: Partial<Parameters<typeof aSituation>[0]> = {}): Braked {
  const judged = judgedAs({ verdict });
  const state = aState({ streak: { count, lastBadMs: 0 } });
  return { judged, decision: decide(aSituation({ judged, state, ...change })), wasUp: true };
}

const off = { before: aState({ desired: { mode: 'off', by: 'ada', atMs: 0 } }) } as const;

function held(
  before: BrakeState,
  services: Record<string, Braked>,
  conditions = calm,
): Record<string, Decision['reason']> {
  const result = brake(before, new Map(Object.entries(services)), conditions);
  return Object.fromEntries(
    Object.entries(services).map(([key, { decision }]) => [key, (result.held.get(key) ?? decision).reason]),
  );
}

function canaryAfter(canary: string | undefined, services: Record<string, Braked>): string | undefined {
  const before = { ...RELEASED, incident: { ...incident, canary } };
  const after = brake(before, new Map(Object.entries(services)), calm).brakes.incident;
  return after === undefined ? 'released' : after.canary;
}

describe('one living service that stopped beating', () => {
  const services = { a: braked('timed_out') };

  test('is recovered when all is calm', () => {
    expect(held(RELEASED, services)).toEqual({ a: 'threshold_reached' });
  });

  test.each(['stepped', 'slept'] as const)('is left alone when the clock has %s', (clock) => {
    expect(held(RELEASED, services, { ...calm, clock })).toEqual({ a: 'clock_step' });
  });

  test('is told why it is held, and keeps its streak', () => {
    const result = brake(RELEASED, new Map(Object.entries(services)), { ...calm, clock: 'slept' });
    expect(result.held.get('a')).toMatchObject({
      action: { kind: 'none' },
      detail: expect.stringContaining('the host slept'),
    });
    expect(result.held.get('a')?.state).toBe(services.a.decision.state);
  });
});

describe('while the host is in trouble', () => {
  const hostState = { ...SOUND, troubles: [{ name: 'load', detail: 'the load is 9' }] };

  test('what is only inferred is held, and why is told; the dead are started', () => {
    const services = { a: braked('timed_out'), b: braked('stale_pid'), c: braked('timed_out', 1) };
    expect(held(RELEASED, services, { ...calm, hostState })).toEqual({
      a: 'host_trouble',
      b: 'threshold_reached',
      c: 'below_threshold',
    });
    const { held: decisions } = brake(RELEASED, new Map(Object.entries(services)), { ...calm, hostState });
    expect(decisions.get('a')?.detail).toMatch(/; the host is in trouble: the load is 9$/);
  });

  test('of what keeps heartbeats from being written only those are held whose they are', () => {
    const mute = { name: 'heartbeats on file system 7', detail: 'it is full', keys: new Set(['a']) };
    const services = { a: braked('timed_out'), b: braked('timed_out') };
    const conditions = { ...calm, hostState: { ...SOUND, troubles: [mute] } };
    expect(held(RELEASED, services, conditions)).toEqual({ a: 'host_trouble', b: 'threshold_reached' });
  });

  test('once heartbeats can be written again they are awaited, and nobody has grown old meanwhile', () => {
    const services = { a: braked('timed_out'), b: braked('stale_pid') };
    const conditions = { ...calm, hostState: { ...SOUND, isHeardAgain: true } };
    expect(held(RELEASED, services, conditions)).toEqual({ a: 'host_trouble', b: 'threshold_reached' });
    expect(brake(RELEASED, new Map(), conditions).brakes).toMatchObject({ rebasedAt: calm.now });
  });

  test('nothing new is remembered while it stays the same, whatever is measured', () => {
    const { brakes } = brake(RELEASED, new Map(), { ...calm, hostState });
    const worse = { ...SOUND, troubles: [{ name: 'load', detail: 'the load is 10' }] };
    expect(brake(brakes, new Map(), { ...calm, hostState: worse }).brakes).toBe(brakes);
    expect(brake(brakes, new Map(), calm).brakes).toEqual(RELEASED);
  });
});

describe('a dead service', () => {
  test('is never braked', () => {
    const before = { ...RELEASED, incident };
    expect(held(before, { a: braked('stale_pid') }, { ...calm, clock: 'stepped' })).toEqual({
      a: 'threshold_reached',
    });
  });

  test.each([
    ['record_lost', /the database was lost lately/],
    ['record_unusable', /; the database cannot be used: only observing$/],
    ['afterwards', /; the next tick decides$/],
  ] as const)(
    'is only looked at when nothing may be done, and the reason is the true one: %s',
    (observeOnly, why) => {
      const { held: decisions } = brake(RELEASED, new Map([['a', braked('stale_pid')]]), {
        ...calm,
        observeOnly,
      });
      expect(decisions.get('a')).toMatchObject({
        reason: 'observe_only',
        detail: expect.stringMatching(why),
      });
    },
  );
});

describe('an unfinished recovery', () => {
  const resumed = braked('timed_out', 2, { unfinished: aRecovery() });
  const closed = braked('healthy', 0, { unfinished: aRecovery() });

  test('is gone on with in spite of an incident, but not without a record', () => {
    expect(held({ ...RELEASED, incident }, { a: resumed })).toEqual({ a: 'resume' });
    expect(held(RELEASED, { a: resumed }, { ...calm, observeOnly: 'record_lost' })).toEqual({
      a: 'observe_only',
    });
  });

  test('is closed in any case', () => {
    expect(held(RELEASED, { a: closed }, { ...calm, observeOnly: 'record_lost' })).toEqual({ a: 'healthy' });
  });
});

describe('a mass failure', () => {
  const bad = braked('timed_out');
  const well = braked('healthy', 0);

  test('begins when more than half of four living services go bad at once', () => {
    expect(held(RELEASED, { a: bad, b: bad, c: bad, d: well })).toMatchObject({
      a: 'mass_failure',
      c: 'mass_failure',
      d: 'healthy',
    });
  });

  test.each<[string, Record<string, Braked>]>([
    ['only half of them do', { a: bad, b: bad, c: well, d: well }],
    ['there are only three', { a: bad, b: bad, c: bad }],
    ['they were down before', { a: bad, b: bad, c: { ...bad, wasUp: false }, d: { ...bad, wasUp: false } }],
    ['they are dead', { a: braked('stale_pid'), b: braked('stale_pid'), c: braked('stale_pid'), d: well }],
    [
      'they are switched off',
      { a: braked('timed_out', 2, off), b: braked('timed_out', 2, off), c: bad, d: bad },
    ],
  ])('does not begin when %s', (_title, services) => {
    expect(brake(RELEASED, new Map(Object.entries(services)), calm).brakes).toBe(RELEASED);
  });

  test('tries the first service that would be recovered as a canary, and holds the rest', () => {
    const services = { a: braked('timed_out', 1), b: bad, c: bad };
    expect(canaryAfter(undefined, services)).toBe('b');
    expect(held({ ...RELEASED, incident }, services)).toEqual({
      a: 'below_threshold',
      b: 'threshold_reached',
      c: 'mass_failure',
    });
  });

  test('goes on holding while none would be recovered', () => {
    const before = { ...RELEASED, incident };
    expect(brake(before, new Map([['a', braked('timed_out', 1)]]), calm).brakes).toBe(before);
  });

  test.each<[string, Braked]>([
    ['is to be recovered', bad],
    ['is being recovered', braked('timed_out', 2, { isUnderWay: true })],
    ['is starting', braked('starting')],
  ])('waits for a canary that %s', (_title, canary) => {
    expect(canaryAfter('a', { a: canary, b: bad })).toBe('a');
  });

  test.each<[string, Record<string, Braked>]>([
    ['has failed again', { a: braked('no_heartbeat', 1), b: bad }],
    ['was switched off', { a: braked('timed_out', 2, off), b: bad }],
    ['was switched off while it beats', { a: braked('healthy', 0, off), b: bad }],
    ['cannot be looked at', { a: braked('unknown'), b: bad }],
    ['is no longer configured', { b: bad }],
  ])('tries the next one when the canary %s', (_title, services) => {
    expect(canaryAfter('a', services)).toBe('b');
  });

  test('comes round to the first again when the last canary has failed', () => {
    expect(canaryAfter('c', { a: bad, b: bad, c: braked('no_heartbeat', 1) })).toBe('a');
  });

  test('keeps a canary that failed while there is no other', () => {
    expect(canaryAfter('a', { a: braked('no_heartbeat', 1), b: braked('timed_out', 1) })).toBe('a');
  });

  test('is over when the canary is back, and the rest are recovered', () => {
    expect(canaryAfter('a', { a: well, b: bad })).toBe('released');
    expect(
      held({ ...RELEASED, incident: { ...incident, canary: 'a' } }, { a: well, b: bad, c: bad }),
    ).toEqual({ a: 'healthy', b: 'threshold_reached', c: 'threshold_reached' });
  });

  test('is over when it passes by itself', () => {
    expect(canaryAfter(undefined, { a: well, b: braked('stale_pid'), c: braked('starting') })).toBe(
      'released',
    );
  });

  test('is not over because the files cannot even be read for a moment', () => {
    expect(canaryAfter(undefined, { a: braked('unknown'), b: braked('unknown') })).toBeUndefined();
  });
});
