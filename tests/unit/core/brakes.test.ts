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
const incident = { since: at(-60), tried: [] };

/** A service of which so many bad verdicts were counted. */
function braked(verdict: Verdict, count = 2, change: Partial<Parameters<typeof aSituation>[0]> = {}): Braked {
  const judged = judgedAs({ verdict });
  const state = aState({ streak: { count, lastBadMs: 0 } });
  return { judged, decision: decide(aSituation({ judged, state, ...change })), wasUp: true };
}

const switchedOff = aState({ desired: { mode: 'off', by: 'ada', atMs: 0 } });
const off = { before: switchedOff, state: switchedOff };
const onHold = { state: aState({ desired: { mode: 'held', by: 'ada', atMs: 0 } }) };
const inMaintenance = { maintenance: 'in a window' };

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

/** Who is tried next, after these. */
function triedAfter(
  tried: readonly string[],
  services: Record<string, Braked>,
  mustWait: readonly string[] = [],
): string {
  const before = { ...RELEASED, incident: { ...incident, tried } };
  const conditions = { ...calm, mustWait: new Set(mustWait) };
  const after = brake(before, new Map(Object.entries(services)), conditions).brakes.incident;
  return after === undefined ? 'released' : after.tried.join(' ');
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

  test('that a budget is spent is no trouble that could be measured, and stays', () => {
    const troubles = [{ name: 'max_restarts_per_hour', detail: 'spent' }];
    const before = { ...RELEASED, troubles };
    expect(brake(before, new Map(), calm).brakes).toBe(before);
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
  const aged = braked('over_limit');

  const givenUp: Braked = {
    ...bad,
    decision: { ...bad.decision, action: { kind: 'none' }, reason: 'given_up' },
    wasUp: false,
  };

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
    ['they have come of age', { a: aged, b: aged, c: aged, d: well }],
    ['they are dead', { a: braked('stale_pid'), b: braked('stale_pid'), c: braked('stale_pid'), d: well }],
    [
      'they are switched off',
      { a: braked('timed_out', 2, off), b: braked('timed_out', 2, off), c: bad, d: bad },
    ],
  ])('does not begin when %s', (_title, services) => {
    expect(brake(RELEASED, new Map(Object.entries(services)), calm).brakes.incident).toBeUndefined();
  });

  test('tries the first service that would be recovered as a canary, and holds the rest', () => {
    const services = { a: braked('timed_out', 1), b: bad, c: bad };
    expect(triedAfter([], services)).toBe('b');
    expect(held({ ...RELEASED, incident }, services)).toEqual({
      a: 'below_threshold',
      b: 'threshold_reached',
      c: 'mass_failure',
    });
  });

  test('goes on holding while none would be recovered', () => {
    const before = { ...RELEASED, incident };
    const down = { ...braked('timed_out', 1), wasUp: false };
    expect(brake(before, new Map([['a', down]]), calm).brakes).toBe(before);
  });

  test.each<[string, Braked]>([
    ['is to be recovered', bad],
    ['is being recovered', braked('timed_out', 2, { isUnderWay: true })],
    ['is starting', braked('starting')],
  ])('waits for a canary that %s', (_title, canary) => {
    expect(triedAfter(['a'], { a: canary, b: bad })).toBe('a');
  });

  test.each<[string, Record<string, Braked>]>([
    ['has failed again', { a: braked('no_heartbeat', 1), b: bad }],
    ['was switched off', { a: braked('timed_out', 2, off), b: bad }],
    ['is held', { a: braked('timed_out', 2, onHold), b: bad }],
    ['is in maintenance', { a: braked('timed_out', 2, inMaintenance), b: bad }],
    ['was switched off while it beats', { a: braked('healthy', 0, off), b: bad }],
    ['cannot be looked at', { a: braked('unknown'), b: bad }],
    ['is no longer configured', { b: bad }],
  ])('tries the next one when the canary %s', (_title, services) => {
    expect(triedAfter(['a'], services)).toBe('b');
  });

  test('comes round to the first again when the last canary has failed', () => {
    expect(triedAfter(['c'], { a: bad, b: bad, c: braked('no_heartbeat', 1) })).toBe('a');
  });

  test('keeps a canary that failed while there is no other', () => {
    expect(triedAfter(['a'], { a: braked('no_heartbeat', 1), b: braked('timed_out', 1) })).toBe('a');
  });

  test.each<[string, readonly string[], readonly string[], string]>([
    ['is tried by nobody for whose restart nothing is left of the budget', [], ['a', 'b'], 'c'],
    ['does not wait for a canary for which nothing is left', ['a'], ['a', 'b'], 'c'],
    ['stays with its canary while nothing is left for anybody', ['a'], ['a', 'b', 'c', 'd'], 'a'],
  ])('%s', (_, tried, mustWait, expected) => {
    expect(triedAfter(tried, { a: bad, b: bad, c: bad, d: bad }, mustWait)).toBe(expected);
  });

  const backAgain = { a: well, b: well, c: bad, d: bad, e: bad, f: bad, g: bad };

  test.each<[string, readonly string[], Record<string, Braked>, string]>([
    ['two, once the canary is back', ['a'], { a: well, b: bad, c: bad, d: bad }, 'b c'],
    ['the one that is left', ['a'], { a: well, b: bad }, 'b'],
    ['twice as many, once all of the last are back', ['a', 'b'], backAgain, 'c d e f'],
    [
      'nobody else while one of them is on its way',
      ['a', 'b'],
      { a: well, b: braked('starting'), c: bad },
      'a b',
    ],
    [
      'one alone again, when one of them has failed',
      ['a', 'b'],
      { a: well, b: braked('no_heartbeat', 1), c: bad, d: bad },
      'c',
    ],
    [
      'nobody else while the others are below their threshold',
      ['a'],
      { a: well, b: braked('timed_out', 1) },
      'a',
    ],
    ['all, when nobody is left to be tried', ['a', 'b'], { a: well, b: well }, 'released'],
    ['all, when only those are left that are not recovered', ['a'], { a: well, b: givenUp }, 'released'],
    ['twice as many as are left of those tried', ['a', 'b'], { b: well, c: bad, d: bad, e: bad }, 'c d'],
  ])('tries %s', (_, tried, services, expected) => {
    expect(triedAfter(tried, services)).toBe(expected);
  });

  test('holds all but those that are tried', () => {
    const before = { ...RELEASED, incident: { ...incident, tried: ['a'] } };
    expect(held(before, { a: well, b: bad, c: bad, d: bad })).toEqual({
      a: 'healthy',
      b: 'threshold_reached',
      c: 'threshold_reached',
      d: 'mass_failure',
    });
  });

  describe('of which the services fall silent one after the other', () => {
    /** Each goes bad at its second, and nothing is done about it. */
    function since(seconds: readonly number[], usual: readonly Braked[] = []): number | undefined {
      let brakes: BrakeState = RELEASED;
      for (let second = 0; second <= Math.max(...seconds); second += 1) {
        const all = [
          ...usual,
          ...seconds.map((one) => (one > second ? well : { ...bad, wasUp: one === second })),
        ];
        const services = new Map(all.map((one, index) => [`${index}`, one]));
        brakes = brake(brakes, services, { ...calm, now: at(second) }).brakes;
        if (brakes.incident !== undefined) return second;
      }
      return undefined;
    }

    test.each<[string, number | undefined, readonly number[], readonly Braked[]]>([
      ['begins with the one that makes them most', 3, [0, 1, 2, 3, 4], [well, well]],
      ['begins at a tick of each minute', 60, [0, 0, 60, 60], [well]],
      ['does not begin where they lie further apart', undefined, [0, 0, 100, 100], [well]],
      ['does not begin where most are well', undefined, [0, 1, 2], [well, well, well]],
      ['begins though some of them are being recovered', 2, [0, 1, 2], [braked('starting'), well]],
    ])('%s', (_, expected, seconds, usual) => {
      expect(since(seconds, usual)).toBe(expected);
    });

    test('counts those whom their recovery has ended meanwhile', () => {
      const dead = { ...braked('stale_pid', 2, { isUnderWay: true }), wasUp: false };
      const before = { ...RELEASED, falls: ['a', 'b'].map((key) => ({ key, at: at(-5) })) };
      const services = new Map(Object.entries({ a: dead, b: dead, c: bad, d: well }));
      expect(brake(before, services, calm).brakes.incident).toMatchObject({ since: calm.now });
    });

    test('does not count who is back', () => {
      const before = { ...RELEASED, falls: ['a', 'b', 'c'].map((key) => ({ key, at: at(-5) })) };
      const services = new Map(Object.entries({ a: well, b: well, c: well, d: bad }));
      expect(brake(before, services, calm).brakes.incident).toBeUndefined();
    });

    test('leaves nothing behind once it is over, nor after a while', () => {
      const falls = ['a', 'b', 'c'].map((key) => ({ key, at: at(-5) }));
      const services = new Map(Object.entries({ a: well, b: givenUp, c: givenUp, d: givenUp }));
      const before = { ...RELEASED, falls, incident: { ...incident, tried: ['a'] } };
      expect(brake(before, services, calm).brakes).toEqual(RELEASED);
      expect(brake({ ...RELEASED, falls }, services, { ...calm, now: at(100) }).brakes).toEqual(RELEASED);
    });
  });

  test('is over when it passes by itself', () => {
    expect(triedAfter([], { a: well, b: braked('stale_pid'), c: braked('starting') })).toBe('released');
  });

  test('is not over because the files cannot even be read for a moment', () => {
    expect(triedAfter([], { a: braked('unknown'), b: braked('unknown') })).toBe('');
  });
});
