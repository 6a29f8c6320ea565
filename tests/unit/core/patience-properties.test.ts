// What holds of streaks and waits whatever happens to a service: they grow by what went wrong, and shrink only by what is good.

import fc from 'fast-check';
import type { RestartPolicy } from '../../../src/config/config.ts';
import { elapsedMs } from '../../../src/core/moment.ts';
import { GIVE_UP_LADDER_MS } from '../../../src/core/restarts.ts';
import { histories, live, policies, type Scene } from '../../support/core/history.ts';

const DAY_SECONDS = 86_400;
const any = histories({ min: -DAY_SECONDS, max: DAY_SECONDS }, true);

function isRecovered({ decision }: Scene): boolean {
  return decision?.action.kind === 'recover';
}

/** Whether the service has been healthy for as long as makes us forget. */
function isStable({ state, now, decision }: Scene, { stableSeconds }: RestartPolicy): boolean {
  if (decision?.reason !== 'healthy' || state.healthySince === undefined) return false;
  return elapsedMs(state.healthySince, now) >= stableSeconds * 1000;
}

test('the wait for the next recovery never shrinks but by a stable period', () => {
  fc.assert(
    fc.property(policies, any, (policy, events) => {
      for (const scene of live(events, policy)) {
        const [before, after] = [scene.before.restarts, scene.state.restarts];
        if (isStable(scene, policy)) continue;
        expect(after.level).toBe(before.level + (isRecovered(scene) ? 1 : 0));
        expect(after.givenUpRung ?? -1).toBeGreaterThanOrEqual(before.givenUpRung ?? -1);
      }
    }),
  );
});

test('a wait is as long as its level says, and a tenth to a fifth more', () => {
  fc.assert(
    fc.property(policies, any, (policy, events) => {
      for (const { state } of live(events, policy)) {
        const { level, wait, givenUpRung } = state.restarts;
        if (wait === undefined || givenUpRung !== undefined) continue;
        const { backoffSeconds, backoffMultiplier, maxBackoffSeconds } = policy;
        const plain = Math.min(maxBackoffSeconds, backoffSeconds * backoffMultiplier ** (level - 1)) * 1000;
        expect(wait.durationMs).toBeGreaterThanOrEqual(Math.floor(plain * 1.1));
        expect(wait.durationMs).toBeLessThanOrEqual(Math.ceil(plain * 1.2));
      }
    }),
  );
});

test('once given up, each recovery is a rung further up the ladder, to the last of them', () => {
  fc.assert(
    fc.property(policies, any, (policy, events) => {
      for (const scene of live(events, policy)) {
        const { givenUpRung, wait } = scene.state.restarts;
        if (givenUpRung === undefined) continue;
        const rung = scene.before.restarts.givenUpRung;
        const isFurther = rung !== undefined && isRecovered(scene);
        expect(givenUpRung).toBe(isFurther ? Math.min(rung + 1, 3) : (rung ?? 0));
        expect(wait?.durationMs).toBe(GIVE_UP_LADDER_MS[givenUpRung]);
      }
    }),
  );
});

test('a streak grows by one at a bad tick, and by nothing else; only health, a recovery or a newer beat ends it', () => {
  fc.assert(
    fc.property(policies, any, (policy, events) => {
      for (const [index, scene] of live(events, policy).entries()) {
        const { count } = scene.state.streak;
        const before = scene.before.streak.count;
        if (count === before) continue;
        const event = events[index];
        const isVoided = count === 1 && event?.beatAgeSeconds !== undefined;
        const isOver = count === 0 && (event?.verdict === 'healthy' || isRecovered(scene));
        expect(count === before + 1 || isVoided || isOver).toBe(true);
      }
    }),
  );
});
