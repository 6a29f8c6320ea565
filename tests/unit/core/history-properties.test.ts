// What holds of a service whatever happens to it.

import fc from 'fast-check';
import { decide } from '../../../src/core/decide.ts';
import { waitMs } from '../../../src/core/restarts.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { type Event, histories, live, type Scene, verdicts } from '../../support/core/history.ts';
import { aRecovery, aSituation, aState, judgedAs, WEB } from '../../support/core/services.ts';

const { windowSeconds, maxRestarts } = WEB.restartPolicy;
const DAY_SECONDS = 86_400;

function isRecovered({ decision }: Scene): boolean {
  return decision?.action.kind === 'recover';
}

function mostWithinWindow(scenes: readonly Scene[]): number {
  const times = scenes.filter(isRecovered).map(({ trueMs }) => trueMs);
  const counts = times.map(
    (from) => times.filter((t) => t >= from && t - from < windowSeconds * 1000).length,
  );
  return Math.max(0, ...counts);
}

describe('a service is recovered no more often than its policy allows', () => {
  // Once given up it is tried again after as long as the window at the soonest: that makes one more.
  const most = maxRestarts + 1;

  test('however its clock is set', () => {
    const any = histories({ min: -30 * DAY_SECONDS, max: 30 * DAY_SECONDS }, false);
    fc.assert(fc.property(any, (events) => mostWithinWindow(live(events)) <= most));
  });

  test('however often its host reboots, and comes up with a clock that lags', () => {
    const any = histories({ min: -30 * DAY_SECONDS, max: 0 }, true);
    fc.assert(fc.property(any, (events) => mostWithinWindow(live(events)) <= most));
  });

  test('and before its wait is over never', () => {
    const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);
    fc.assert(
      fc.property(any, (events) =>
        live(events)
          .filter(isRecovered)
          .every(({ before, now }) => waitMs(before.restarts, now) === 0),
      ),
    );
  });
});

test('a dead service is recovered as soon as its threshold and its wait allow', () => {
  const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 300 }), (events, gapSeconds) => {
      const dead: Event = {
        gapSeconds,
        stepSeconds: 0,
        isReboot: false,
        verdict: 'stale_pid',
        beatAgeSeconds: undefined,
      };
      const past = live(events).at(-1);
      if (past === undefined) return;
      const waitSeconds = waitMs(past.state.restarts, past.now) / 1000;
      const ticks = Math.max(WEB.threshold, Math.ceil(waitSeconds / gapSeconds));
      const patience = ticks + 1 + Math.ceil(windowSeconds / gapSeconds);
      const scenes = live(Array(patience).fill(dead), past);
      expect(scenes.some(isRecovered)).toBe(true);
      const isGivenUp = scenes.some(({ decision }) => decision?.detail.includes('did not keep it healthy'));
      if (!isGivenUp) expect(scenes.slice(0, ticks).some(isRecovered)).toBe(true);
    }),
  );
});

test('a service is never recovered below its threshold', () => {
  const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);
  fc.assert(
    fc.property(any, (events) => {
      let bad = 0;
      for (const [index, scene] of live(events).entries()) {
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
    fc.property(any, (events) =>
      live(events).every(
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
