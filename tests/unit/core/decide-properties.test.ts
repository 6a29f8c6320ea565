// What holds of decisions and streaks, whatever is remembered and seen.

import fc from 'fast-check';
import { decide } from '../../../src/core/decide.ts';
import type { Restarts } from '../../../src/core/service-state.ts';
import { nextStreak } from '../../../src/core/streak.ts';
import { verdicts } from '../../support/core/history.ts';
import { at } from '../../support/core/moments.ts';
import { aRecovery, aSituation, aState, judgedAs, WEB } from '../../support/core/services.ts';

const { maxRestarts, windowSeconds } = WEB.restartPolicy;
const GOOD = ['healthy', 'starting', 'unknown'];
const seldom = fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0);

/** Each of these speaks against a recovery. */
const objections = fc.record({
  isOff: seldom,
  isHeld: seldom,
  isUnderWay: seldom,
  isUnfinished: seldom,
  isBelowThreshold: seldom,
  isDependencyDown: seldom,
  isWaiting: seldom,
  isWindowFull: seldom,
});

function restartsOf(isWaiting: boolean, isWindowFull: boolean): Restarts {
  return {
    attempts: Array(isWindowFull ? maxRestarts : maxRestarts - 1).fill(at(1 - windowSeconds)),
    level: 1,
    wait: isWaiting ? { since: at(-1), durationMs: 1001 } : { since: at(-1), durationMs: 1000 },
    givenUpRung: undefined,
  };
}

test('a recovery is begun exactly when the service is bad and nothing speaks against it', () => {
  fc.assert(
    fc.property(objections, verdicts, (found, verdict) => {
      const mode = found.isOff ? 'off' : found.isHeld ? 'held' : 'on';
      const before = aState({ desired: { mode, by: 'ada', atMs: 0 } });
      const count = WEB.threshold - (found.isBelowThreshold ? 1 : 0);
      const restarts = restartsOf(found.isWaiting, found.isWindowFull);
      const { action } = decide(
        aSituation({
          before,
          state: { ...before, streak: { count, lastBadMs: 0 }, restarts },
          judged: judgedAs({ verdict }),
          isUnderWay: found.isUnderWay,
          unfinished: found.isUnfinished ? aRecovery() : undefined,
          dependencyDown: found.isDependencyDown ? 'db' : undefined,
        }),
      );
      const speaksAgainst = GOOD.includes(verdict) || Object.values(found).includes(true);
      expect(action.kind === 'recover').toBe(!speaksAgainst);
    }),
    { numRuns: 1000 },
  );
});

describe('a streak', () => {
  const streaks = fc.record({
    count: fc.integer({ min: 1, max: 9 }),
    lastBadMs: fc.integer({ min: 0, max: 50 }),
  });
  const beats = fc.option(fc.integer({ min: 0, max: 150 }), { nil: undefined });
  const NOW_MS = 100;

  test('grows with what is bad, unless a beat since the last failure shows that it was well in between', () => {
    fc.assert(
      fc.property(streaks, verdicts, beats, (before, verdict, beatAtMs) => {
        const { count } = nextStreak(before, judgedAs({ verdict, beatAtMs }), NOW_MS);
        const wasWell =
          verdict !== 'error_status' &&
          beatAtMs !== undefined &&
          beatAtMs > before.lastBadMs &&
          beatAtMs <= NOW_MS;
        if (verdict === 'healthy') expect(count).toBe(0);
        else if (GOOD.includes(verdict)) expect(count).toBe(before.count);
        else expect(count).toBe(wasWell ? 1 : before.count + 1);
      }),
      { numRuns: 500 },
    );
  });
});
