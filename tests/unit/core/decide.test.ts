// The table of decisions, row by row, and which row goes before which.

import { decide } from '../../../src/core/decide.ts';
import type { Decision, Situation } from '../../../src/core/decision.ts';
import type { ServiceState } from '../../../src/core/service-state.ts';
import { at } from '../../support/core/moments.ts';
import {
  anInstance,
  aRecovery,
  aSituation,
  aState,
  aStep,
  judgedAs,
  RESTART_POLICY,
  WEB,
} from '../../support/core/services.ts';

const off = aState({ desired: { mode: 'off', by: 'ada', atMs: 0 }, up: undefined });
const streak = { count: 2, lastBadMs: at(0).wallMs };
const attempts = [at(-50), at(-40), at(-30), at(-20), at(-10)];
const healthy = judgedAs({ verdict: 'healthy' });

function remembering(change: Partial<ServiceState>): Partial<Situation> {
  return { state: aState({ up: false, streak, ...change }) };
}

// One change a row of the table; each leaves the rows before it unfit.
const ROWS: [Decision['reason'], Decision['action']['kind'], string, Partial<Situation>][] = [
  ['off', 'none', 'is switched off', { before: off, state: off }],
  ['unknown', 'none', 'could not be looked at', { judged: judgedAs({ verdict: 'unknown', detail: 'EIO' }) }],
  ['recovering', 'none', 'is being recovered by us', { isUnderWay: true, unfinished: aRecovery() }],
  ['resume', 'resume', 'was being recovered by an invocation that died', { unfinished: aRecovery() }],
  ['off_over', 'recover', 'was off for a time that is over', { before: off, ...remembering({}) }],
  ['healthy', 'none', 'is healthy', { judged: healthy }],
  ['starting', 'none', 'is within its grace', { judged: judgedAs({ verdict: 'starting' }) }],
  ['held', 'none', 'is held', remembering({ desired: { mode: 'held', by: 'ada', atMs: 0 } })],
  ['maintenance', 'none', 'is in a maintenance window', { maintenance: 'in maintenance' }],
  [
    'ended_cleanly',
    'none',
    'has ended on purpose, and only failures matter',
    { policy: { ...WEB, restart: 'on-failure' }, judged: judgedAs({ isCleanEnd: true }) },
  ],
  ['never_restarted', 'none', 'is only watched', { policy: { ...WEB, restart: 'never' } }],
  ['below_threshold', 'none', 'has failed once', remembering({ streak: { count: 1, lastBadMs: 0 } })],
  ['dependency_down', 'none', 'depends on one that is down', { dependencyDown: 'db is not healthy' }],
  [
    'backing_off',
    'none',
    'was recovered a moment ago',
    remembering({
      restarts: {
        attempts: [at(-5)],
        level: 1,
        wait: { since: at(-5), durationMs: 10_000 },
        givenUpRung: undefined,
      },
    }),
  ],
  [
    'given_up',
    'none',
    'was recovered too often',
    remembering({ restarts: { attempts, level: 5, wait: undefined, givenUpRung: undefined } }),
  ],
  ['threshold_reached', 'recover', 'is down, and nothing speaks against it', {}],
];

describe('each row of the table', () => {
  test.each(ROWS)('%s: %s, when the service %s', (reason, kind, _title, change) => {
    const decision = decide(aSituation(change));
    expect([decision.reason, decision.action.kind]).toEqual([reason, kind]);
  });
});

// A recovery of which nothing was done is closed, not resumed, when its service is healthy; while it is only watched, nothing is
// gone on with of our own accord; and the end of an off asks no less of the rest than a recovery does.
const BUT: Readonly<Record<string, readonly string[]>> = {
  resume: ['healthy', 'held', 'maintenance'],
  off_over: ['healthy', 'starting', 'held', 'maintenance', 'dependency_down'],
};

describe('of two rows that fit, the one before decides', () => {
  // A service has one verdict only, so that two rows which ask for one are not both to be had.
  const isVerdict = (index: number): boolean => ROWS[index]?.[3].judged !== undefined;
  const pairs = ROWS.flatMap((_, a) => ROWS.slice(a + 1).map((_row, b) => [a, a + 1 + b] as const));
  const both = pairs.filter(([a, b]) => !(isVerdict(a) && isVerdict(b)) && ROWS[a]?.[0] !== 'off');
  const named = both.map(([a, b]) => [ROWS[a]?.[0] ?? 'off', ROWS[b]?.[0], a, b] as const);

  test.each(named)('%s before %s', (first, _second, a, b) => {
    const merged = { ...ROWS[b]?.[3], ...ROWS[a]?.[3] };
    const states = [ROWS[b]?.[3].state, ROWS[a]?.[3].state].filter((state) => state !== undefined);
    const state = states.length === 0 ? {} : { state: mergeStates(states) };
    const second = ROWS[b]?.[0] ?? first;
    const reason = BUT[first]?.includes(second) ? second : first;
    expect(decide(aSituation({ ...merged, ...state })).reason).toBe(reason);
  });

  test.each(ROWS.slice(1).filter(([reason]) => reason !== 'recovering'))(
    'off before %s',
    (_reason, _kind, _title, change) => {
      const state = { ...change.state, ...off };
      expect(decide(aSituation({ ...change, before: off, state })).reason).toBe('off');
    },
  );
});

function mergeStates(states: readonly ServiceState[]): ServiceState {
  const usual = aState({ up: false, streak });
  const changes = states.map((state) =>
    Object.fromEntries(
      Object.entries(state).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(usual, name)),
      ),
    ),
  );
  return Object.assign({}, usual, ...changes) as ServiceState;
}

describe('what is remembered', () => {
  test.each([
    ['off', { before: off, state: off }],
    ['unknown', { judged: judgedAs({ verdict: 'unknown' }) }],
    ['recovering', { isUnderWay: true }],
    ['resume', { unfinished: aRecovery() }],
  ])('is as before when %s', (_title, change) => {
    const situation = aSituation(change);
    expect(decide(situation).state).toBe(situation.before);
  });

  test.each([
    ['that it runs', 'healthy', undefined, true],
    ['that it runs no more', 'stale_pid', true, undefined],
    ['nothing of what cannot be seen', 'unknown', true, true],
  ] as const)('is of what is off %s', (_title, verdict, before, after) => {
    const situation = aSituation({
      before: { ...off, up: before },
      state: off,
      judged: judgedAs({ verdict }),
    });
    expect(decide(situation).state.up).toBe(after);
  });

  test('takes the judgement in otherwise', () => {
    const situation = aSituation();
    expect(decide(situation).state).toBe(situation.state);
  });
});

describe('a service that is older than what it depends on, and is to be restarted for that', () => {
  const renewed = { judged: healthy, dependencyRenewed: 'db' };
  const waiting = { attempts, level: 1, wait: { since: at(-5), durationMs: 10_000 }, givenUpRung: undefined };

  test.each<[string, Decision['reason'], Partial<Situation>]>([
    ['is recovered', 'dependency_recovered', {}],
    ['not while it is switched off', 'off', { before: off, state: off }],
    ['not beside another recovery', 'recovering', { isUnderWay: true }],
    ['not while it is held', 'healthy', { state: aState({ desired: { mode: 'held', by: 'ada', atMs: 0 } }) }],
    ['not when it is never restarted', 'healthy', { policy: { ...WEB, restart: 'never' } }],
    ['not while it must wait', 'healthy', { state: aState({ restarts: waiting }) }],
    [
      'not beyond its limit',
      'healthy',
      { state: aState({ restarts: { attempts, level: 1, wait: undefined, givenUpRung: undefined } }) },
    ],
    ['not before it has come up itself', 'starting', { judged: judgedAs({ verdict: 'starting' }) }],
    ['by its own failures when it is not well', 'threshold_reached', { judged: judgedAs() }],
  ])('%s', (_title, reason, change) => {
    expect(decide(aSituation({ state: aState(), ...renewed, ...change, ...stateOf(change) })).reason).toBe(
      reason,
    );
  });

  test('takes the steps by which one that is well is replaced, or none', () => {
    const steps = (policy: Partial<Situation['policy']>) =>
      decide(aSituation({ state: aState(), ...renewed, policy: { ...WEB, ...policy } })).action;
    const restartActions = ['stop', 'kill', 'start'];
    expect(steps({ recoveryActions: ['clean'], restartActions })).toMatchObject({
      plan: { steps: restartActions },
    });
    expect(steps({ restartActions: [] })).toEqual({ kind: 'none' });
  });

  function stateOf({ judged }: Partial<Situation>): Partial<Situation> {
    return judged?.verdict === 'stale_pid' ? remembering({}) : {};
  }
});

describe('a service that is switched off', () => {
  test('has its unfinished stop gone through with', () => {
    const stop = aRecovery({ purpose: 'stop', steps: ['kill'] });
    expect(decide(aSituation({ before: off, state: off, unfinished: stop })).action).toEqual({
      kind: 'resume',
      recovery: stop,
    });
  });

  test('has any other unfinished recovery closed', () => {
    const unfinished = aRecovery();
    expect(decide(aSituation({ before: off, state: off, unfinished })).action).toEqual({
      kind: 'close',
      recovery: unfinished,
    });
  });

  test('is left to the recovery of ours that is under way', () => {
    expect(
      decide(aSituation({ before: off, state: off, isUnderWay: true, unfinished: aRecovery() })).reason,
    ).toBe('recovering');
  });
});

test('an unfinished recovery is closed when the trouble has passed', () => {
  const unfinished = aRecovery({ stepRecords: [aStep()] });
  expect(decide(aSituation({ judged: healthy, unfinished }))).toMatchObject({
    action: { kind: 'close' },
    reason: 'healthy',
  });
});

describe('a service that is given up', () => {
  const restarts = { attempts, level: 5, wait: undefined, givenUpRung: undefined };

  test('is told once, and then waits for its first slow retry', () => {
    const first = decide(aSituation(remembering({ restarts })));
    expect(first.detail).toBe(
      '5 recoveries in a row did not keep it healthy for 600 s; next attempt in 600 s, at once by "watchdog restart web"',
    );
    const second = decide(aSituation({ state: first.state, now: at(9) }));
    expect(second).toMatchObject({ reason: 'given_up', detail: 'pid 100 is gone; next attempt in 591 s' });
    expect(second.state).toBe(first.state);
  });

  test('for what a stable period does not forgive, is told the window', () => {
    const { detail } = decide(aSituation(remembering({ restarts: { ...restarts, level: 2 } })));
    expect(detail).toContain('it was recovered 5 times within 600 s; next attempt in 600 s');
  });

  test('is recovered when the slow retry is due', () => {
    const { state } = decide(aSituation(remembering({ restarts })));
    expect(decide(aSituation({ state, now: at(600) })).action.kind).toBe('recover');
  });
});

test('the plan says why, what was seen, and which steps', () => {
  expect(decide(aSituation()).action).toEqual({
    kind: 'recover',
    plan: {
      key: 'web',
      purpose: 'recover',
      reason: 'threshold_reached',
      verdict: 'stale_pid',
      detail: 'pid 100 is gone; failure 2 of 2',
      steps: WEB.recoveryActions,
    },
  });
  expect(RESTART_POLICY.maxRestarts).toBe(attempts.length);
});

describe('how many failures it takes', () => {
  test('one more, where the check that failed so often has just passed', () => {
    const judged = judgedAs({ verdict: 'check_failed', isNews: false, isEased: true });
    expect(decide(aSituation({ judged }))).toMatchObject({
      reason: 'below_threshold',
      action: { kind: 'none' },
    });
  });

  const once = { count: 1, lastBadMs: at(0).wallMs };
  const failingOnce = { state: aState({ up: false, streak: once }) };

  test.each([
    ['a dead process, of which one is enough', { stale_pid: 1 }, 'stale_pid', 'threshold_reached'],
    ['another verdict beside that', { stale_pid: 1 }, 'timed_out', 'below_threshold'],
    ['one that needs more than all others', { timed_out: 9 }, 'timed_out', 'below_threshold'],
  ] as const)('%s', (_, thresholds, verdict, reason) => {
    const judged = judgedAs({ verdict });
    const decision = decide(aSituation({ ...failingOnce, judged, policy: { ...WEB, thresholds } }));
    expect(decision.reason).toBe(reason);
  });

  test.each([
    ['an exit with 0 is a clean end', anInstance().cookie, {}, 'ended_cleanly'],
    ['that of an instance before it is none of its', 'another', {}, 'threshold_reached'],
    ['nor is it of one that may live', anInstance().cookie, { proven: false }, 'threshold_reached'],
    [
      'nor where it was before the last boot',
      anInstance().cookie,
      { instance: undefined },
      'threshold_reached',
    ],
  ] as const)('where only failures matter %s', (_, ended, change, reason) => {
    const { state } = aSituation();
    const situation = aSituation({
      state: { ...state, restarts: { ...state.restarts, ended } },
      judged: judgedAs(change),
      policy: { ...WEB, restart: 'on-failure' },
    });
    expect(decide(situation).reason).toBe(reason);
    expect(decide({ ...situation, policy: WEB }).reason).toBe('threshold_reached');
  });

  test.each([
    [2, /; failure 2 of 2$/],
    [9, /; failure 9, threshold 2$/],
  ])('that it is failure %i is told so that one can read it', (count, words) => {
    const state = aState({ up: false, streak: { count, lastBadMs: at(0).wallMs } });
    expect(decide(aSituation({ state })).detail).toMatch(words);
  });

  test.each([
    ['a clean end is recovered where everything is', { restart: 'always' as const }, true],
    ['a crash is recovered where failures are', { restart: 'on-failure' as const }, false],
  ])('%s', (_, policy, isCleanEnd) => {
    const decision = decide(aSituation({ judged: judgedAs({ isCleanEnd }), policy: { ...WEB, ...policy } }));
    expect(decision.action.kind).toBe('recover');
  });
});

describe('of a service that was off for a time that is over', () => {
  const over = { before: off, state: aState({ up: false, streak: { count: 1, lastBadMs: 0 } }) };

  test('only a start is planned, and nothing of its being down is remembered', () => {
    const { action, state } = decide(aSituation(over));
    expect(action).toMatchObject({ kind: 'recover', plan: { purpose: 'start', steps: ['start'] } });
    expect(state).toEqual({ ...off, desired: over.state.desired });
  });

  test.each<[string, Decision['reason'], Partial<Situation>]>([
    ['a dependency is down', 'dependency_down', { dependencyDown: 'db is not healthy' }],
    ['a maintenance window lasts', 'maintenance', { maintenance: 'in maintenance' }],
    ['nobody can look', 'unknown', { judged: judgedAs({ verdict: 'unknown' }) }],
  ])('the start waits, and it stays off, while %s', (_title, reason, change) => {
    const situation = aSituation({ ...over, ...change });
    expect(decide(situation)).toMatchObject({ reason, action: { kind: 'none' }, state: off });
  });

  test('an end that was not gone through with is, first', () => {
    const unfinished = aRecovery({ purpose: 'stop', requestId: 3 });
    expect(decide(aSituation({ ...over, unfinished }))).toMatchObject({
      action: { kind: 'resume' },
      state: off,
    });
  });

  test('nothing is started beside what runs', () => {
    expect(decide(aSituation({ ...over, judged: healthy }))).toMatchObject({ reason: 'healthy' });
  });
});

describe('a recovery that an invocation left behind', () => {
  const begun = aStep({ begunAtMs: 0 });
  const heldState = aState({ desired: { mode: 'held', by: 'ada', atMs: 0 } });

  test.each<[string, Decision['reason'], Partial<Situation>]>([
    ['waits while its service is held', 'held', { state: heldState }],
    [
      'waits for the end of a window, when nothing was replaced yet',
      'maintenance',
      { maintenance: 'in maintenance' },
    ],
  ])('%s', (_title, reason, change) => {
    expect(decide(aSituation({ unfinished: aRecovery(), ...change }))).toMatchObject({
      reason,
      action: { kind: 'none' },
    });
  });

  test('is gone on with in a window where its service was ended already', () => {
    const unfinished = aRecovery({ stepRecords: [begun] });
    expect(decide(aSituation({ unfinished, maintenance: 'in maintenance' })).reason).toBe('resume');
  });

  test.each([{ state: heldState }, { maintenance: 'in maintenance' }])(
    'is gone on with where a person has asked for it',
    (change) => {
      const unfinished = aRecovery({ purpose: 'restart', requestId: 3 });
      expect(decide(aSituation({ unfinished, ...change })).reason).toBe('resume');
    },
  );
});

test('nothing that is held, or in a window, is restarted for what it depends on', () => {
  const renewed = { judged: healthy, dependencyRenewed: 'db' };
  const heldState = aState({ desired: { mode: 'held', by: 'ada', atMs: 0 } });
  expect(decide(aSituation({ ...renewed, state: heldState })).reason).toBe('healthy');
  expect(decide(aSituation({ ...renewed, maintenance: 'in maintenance' })).reason).toBe('healthy');
});
