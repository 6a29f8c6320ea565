// An explanation tells the decision that is made, and no other: it comes of the very same rules.

import fc from 'fast-check';
import { RELEASED } from '../../../../src/core/brake-state.ts';
import { decide } from '../../../../src/core/decide.ts';
import type { Situation } from '../../../../src/core/decision.ts';
import { MEANINGS } from '../../../../src/core/explain/meanings.ts';
import { nextOf, type Present, whyNotRestarted } from '../../../../src/core/explain/next.ts';
import { trace } from '../../../../src/core/explain/trace.ts';
import { traceBrakes } from '../../../../src/core/explain/trace-brakes.ts';
import { verdicts } from '../../../support/core/history.ts';
import { at } from '../../../support/core/moments.ts';
import { aRecovery, aSituation, aState, judgedAs, WEB } from '../../../support/core/services.ts';

const situations: fc.Arbitrary<Situation> = fc
  .record({
    mode: fc.constantFrom('on', 'on', 'off', 'held'),
    verdict: verdicts,
    count: fc.integer({ min: 0, max: 3 }),
    attempts: fc.integer({ min: 0, max: 6 }),
    isWaiting: fc.boolean(),
    isUnderWay: fc.boolean(),
    isUnfinished: fc.boolean(),
    dependencyDown: fc.option(fc.constant('db is not healthy'), { nil: undefined }),
    restart: fc.constantFrom('always', 'on-failure', 'never'),
  })
  .map(({ mode, verdict, count, attempts, isWaiting, isUnderWay, isUnfinished, dependencyDown, restart }) => {
    const before = aState({ desired: { mode, by: 'ada', atMs: 0 } });
    const restarts = {
      attempts: Array(attempts).fill(at(-20)),
      level: attempts,
      wait: isWaiting ? { since: at(-1), durationMs: 5000 } : undefined,
      givenUpRung: undefined,
    };
    return aSituation({
      policy: { ...WEB, restart },
      before,
      state: { ...before, streak: { count, lastBadMs: 0 }, restarts },
      judged: judgedAs({ verdict }),
      isUnderWay,
      unfinished: isUnfinished ? aRecovery() : undefined,
      dependencyDown,
    });
  });

function presentOf(situation: Situation): Present {
  return {
    situation,
    decision: decide(situation),
    host: {
      brakes: RELEASED,
      clock: undefined,
      observeOnly: undefined,
      service: { critical: false, group: undefined },
      maxRestartsPerHour: undefined,
    },
    service: { timeoutSeconds: 60, startGraceSeconds: 60 },
    checkIntervalSeconds: 60,
    nextCheckSeconds: 10,
  };
}

test('what is explained is what is decided, and exactly one rule has decided it: those before let pass, those after were not asked', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { decision, rules } = trace(situation);
      expect(decision).toEqual(decide(situation));
      const results = rules.map(({ result }) => result).join(' ');
      expect(results).toMatch(/^(passed )*decided( not_asked)*$/);
    }),
    { numRuns: 1000 },
  );
});

test('whoever is bad and not recovered is told why, and what comes next', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const decision = decide(situation);
      const isBad = !['healthy', 'starting', 'unknown'].includes(situation.judged.verdict);
      const isIdle = decision.action.kind === 'none';
      expect(whyNotRestarted(situation, decision) !== undefined).toBe(isBad && isIdle);
      expect(nextOf(presentOf(situation)).text).not.toBe('');
    }),
    { numRuns: 500 },
  );
});

test('failures are held against the threshold of their verdict, and the option that sets it is named', () => {
  const policy = { ...WEB, thresholds: { stale_pid: 4 } };
  const measuresOf = (change: Partial<Situation>) =>
    trace(aSituation(change)).rules.find(({ rule }) => rule === 'below_threshold')?.measures;
  expect(measuresOf({ policy })).toEqual([
    expect.objectContaining({ value: 2, limit: 4, option: ['thresholds', 'stale_pid'] }),
  ]);
  expect(measuresOf({})).toEqual([
    expect.objectContaining({ value: 2, limit: 2, option: ['consecutive_failures_threshold'] }),
  ]);
});

test('of what is off for a while it is said that this ends, and when', () => {
  const terms = {
    since: at(-60),
    reason: 'deploy',
    forMs: 600_000,
    remindedAt: undefined,
    former: undefined,
  };
  const state = aState({ desired: { mode: 'off', by: 'ada', atMs: 0, terms } });
  const situation = aSituation({ before: state, state });
  expect(MEANINGS[decide(situation).reason]).toBe(
    'It was switched off, and is left alone until that is over.',
  );
  expect(nextOf(presentOf(situation))).toEqual({
    text: 'what was wanted before is wanted again: on',
    inSeconds: 540,
  });
});

describe('what happens next', () => {
  const nextAfter = (change: Partial<Situation>) => nextOf(presentOf(aSituation(change))).inSeconds;

  test('a service below its threshold is recovered at the check that finds it bad often enough', () => {
    const policy = { ...WEB, threshold: 3 };
    const before = aState({ streak: { count: 1, lastBadMs: 0 } });
    const state = { ...before, streak: { count: 2, lastBadMs: 0 } };
    expect(nextAfter({ policy, before, state })).toBe(10 + 60);
  });

  test('one that is held is not recovered when it falls silent, well as it is', () => {
    const state = aState({ desired: { mode: 'held', by: 'ada', atMs: 0 } });
    const judged = judgedAs({ verdict: 'healthy', ageMs: 5000 });
    const { text } = nextOf(presentOf(aSituation({ before: state, state, judged })));
    expect(text).toMatch(/^nothing, until `watchdog release /);
  });

  test('one that backs off may be recovered when its wait is over', () => {
    const restarts = {
      attempts: [at(-5)],
      level: 1,
      wait: { since: at(-5), durationMs: 50_000 },
      givenUpRung: undefined,
    };
    const state = { ...aState(), streak: { count: 2, lastBadMs: 0 }, restarts };
    expect(nextAfter({ state })).toBe(45);
  });

  test('one that is well could at the earliest be recovered once its beats are late often enough', () => {
    const judged = judgedAs({ verdict: 'healthy', ageMs: 20_000 });
    expect(nextAfter({ judged })).toBe(60 - 20 + 60);
  });

  test('of one that is off no time brings anything', () => {
    expect(nextAfter({ before: aState({ desired: { mode: 'off', by: 'ada', atMs: 0 } }) })).toBeUndefined();
  });
});

test('a brake that holds a recovery back is the one that has decided; where nothing is to be done, none was asked', () => {
  const { host } = presentOf(aSituation());
  const first = decide(aSituation());
  const held = { ...first, action: { kind: 'none' }, reason: 'budget_spent' } as const;
  const results = (final: typeof first) =>
    traceBrakes(host, { first, final })
      .filter(({ result }) => result === 'decided')
      .map(({ rule }) => rule);
  expect(results(held)).toEqual(['budget_spent']);
  expect(results(first)).toEqual([]);
  const idle = decide(aSituation({ judged: judgedAs({ verdict: 'healthy' }) }));
  expect(traceBrakes(host, { first: idle, final: idle }).every(({ result }) => result === 'not_asked')).toBe(
    true,
  );
});
