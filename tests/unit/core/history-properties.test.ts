// What holds of a service whatever happens to it.

import fc from 'fast-check';
import type { RestartPolicy } from '../../../src/config/config.ts';
import { decide } from '../../../src/core/decide.ts';
import { waitMs } from '../../../src/core/restarts.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { type Event, histories, live, policies, type Scene, verdicts } from '../../support/core/history.ts';
import { aRecovery, aSituation, aState, aStep, judgedAs, WEB } from '../../support/core/services.ts';

const DAY_SECONDS = 86_400;

function isRecovered({ decision }: Scene): boolean {
  return decision?.action.kind === 'recover';
}

function isGivenUp({ before, state }: Scene): boolean {
  return before.restarts.givenUpRung === undefined && state.restarts.givenUpRung !== undefined;
}

function mostWithinWindow(scenes: readonly Scene[], { windowSeconds }: RestartPolicy): number {
  const times = scenes.filter(isRecovered).map(({ trueMs }) => trueMs);
  const counts = times.map(
    (from) => times.filter((t) => t >= from && t - from < windowSeconds * 1000).length,
  );
  return Math.max(0, ...counts);
}

describe('a service is recovered no more often within its window than its policy allows', () => {
  const keepsTo = (policy: RestartPolicy, events: readonly Event[]) =>
    mostWithinWindow(live(events, policy), policy) <= policy.maxRestarts;

  test('however its clock is set', () => {
    const any = histories({ min: -30 * DAY_SECONDS, max: 30 * DAY_SECONDS }, false);
    fc.assert(fc.property(policies, any, keepsTo), { numRuns: 300 });
  });

  test('however often its host reboots, and comes up with a clock that lags', () => {
    const any = histories({ min: -30 * DAY_SECONDS, max: 0 }, true);
    fc.assert(fc.property(policies, any, keepsTo), { numRuns: 300 });
  });

  test('and before its wait is over never', () => {
    const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);
    fc.assert(
      fc.property(policies, any, (policy, events) =>
        live(events, policy)
          .filter(isRecovered)
          .every(({ before, now }) => waitMs(before.restarts, policy, now) === 0),
      ),
    );
  });
});

test('a dead service is recovered as soon as its threshold and its wait allow; given up, as soon as that wait is over', () => {
  const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);
  fc.assert(
    fc.property(policies, any, (policy, events) => {
      const past = live(events, policy).at(-1);
      if (past === undefined) return;
      const settled = untilSettled(past, policy).find((scene) => isRecovered(scene) || isGivenUp(scene));
      expect(settled).toBeDefined();
      if (settled !== undefined && isGivenUp(settled))
        expect(untilSettled(settled, policy).some(isRecovered)).toBe(true);
    }),
  );
});

/** It is dead from now on, tick by tick until it must have been recovered or given up. */
function untilSettled(past: Scene, policy: RestartPolicy): readonly Scene[] {
  const waitSeconds = waitMs(past.state.restarts, policy, past.now) / 1000;
  const gapSeconds = Math.max(1, Math.ceil(waitSeconds / WEB.threshold));
  const dead: Event = {
    gapSeconds,
    stepSeconds: 0,
    isReboot: false,
    verdict: 'stale_pid',
    beatAgeSeconds: undefined,
  };
  return live(Array(WEB.threshold).fill(dead), policy, past);
}

test('a service is never recovered below its threshold', () => {
  const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);
  fc.assert(
    fc.property(policies, any, (policy, events) => {
      let bad = 0;
      for (const [index, scene] of live(events, policy).entries()) {
        bad = badInARow(bad, (events[index] as Event).verdict);
        if (!isRecovered(scene)) continue;
        expect(bad).toBeGreaterThanOrEqual(WEB.threshold);
        bad = 0;
      }
    }),
  );
});

function badInARow(before: number, verdict: Verdict): number {
  if (verdict === 'healthy') return 0;
  return verdict === 'unknown' || verdict === 'starting' ? before : before + 1;
}

test('a tick at which a service is unknown changes nothing', () => {
  const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);
  fc.assert(
    fc.property(policies, any, (policy, events) =>
      live(events, policy).every(
        ({ before, state, decision }, index) =>
          events[index]?.verdict !== 'unknown' || (state === before && decision?.action.kind === 'none'),
      ),
    ),
  );
});

test('a service that is switched off is never recovered', () => {
  const before = aState({ desired: { mode: 'off', by: 'ada', atMs: 0 } });
  const unfinished = fc.constantFrom(
    undefined,
    aRecovery(),
    aRecovery({ purpose: 'start' }),
    aRecovery({ purpose: 'restart' }),
  );
  const situations = fc.record({ verdict: verdicts, unfinished, isUnderWay: fc.boolean(), count: fc.nat(9) });
  fc.assert(
    fc.property(situations, ({ verdict, unfinished, isUnderWay, count }) => {
      const state = { ...before, streak: { count, lastBadMs: 0 } };
      const judged = judgedAs({ verdict });
      const { action } = decide(aSituation({ before, state, judged, unfinished, isUnderWay }));
      expect(['none', 'close']).toContain(action.kind);
    }),
  );
});

test('a service that is held, or in a maintenance window, is never begun upon of our own accord', () => {
  const stepRecords = [aStep({ begunAtMs: 0 })];
  const left = fc.constantFrom(undefined, aRecovery(), aRecovery({ stepRecords }));
  const watched = fc.constantFrom('held', 'maintenance');
  const situations = fc.record({
    verdict: verdicts,
    left,
    watched,
    isUnderWay: fc.boolean(),
    count: fc.nat(9),
  });
  fc.assert(
    fc.property(situations, ({ verdict, left: unfinished, watched: why, isUnderWay, count }) => {
      const isHeld = why === 'held';
      const before = aState(isHeld ? { desired: { mode: 'held', by: 'ada', atMs: 0 } } : {});
      const maintenance = isHeld ? undefined : 'in maintenance';
      const state = { ...before, streak: { count, lastBadMs: 0 } };
      const judged = judgedAs({ verdict });
      const situation = {
        before,
        state,
        judged,
        unfinished,
        isUnderWay,
        maintenance,
        dependencyRenewed: 'db',
      };
      const { action } = decide(aSituation(situation));
      // Only what was half replaced when a window began is finished in it.
      const mayFinish = !isHeld && unfinished?.stepRecords === stepRecords;
      expect(['none', 'close', ...(mayFinish ? ['resume'] : [])]).toContain(action.kind);
    }),
  );
});
