// What holds of the brakes, whatever the services are up to.

import fc from 'fast-check';
import { RELEASED } from '../../../src/core/brake-state.ts';
import { brake } from '../../../src/core/brakes.ts';
import { decide } from '../../../src/core/decide.ts';
import { SOUND } from '../../../src/core/host-trouble.ts';
import type { Braked } from '../../../src/core/incident.ts';
import { verdicts } from '../../support/core/history.ts';
import { at } from '../../support/core/moments.ts';
import { aRecovery, aSituation, aState, judgedAs } from '../../support/core/services.ts';

const braked = fc
  .record({
    verdict: verdicts,
    count: fc.constantFrom(0, 2, 2, 3),
    unfinished: fc.constantFrom(undefined, undefined, undefined, aRecovery()),
    isUnderWay: fc.constantFrom(false, false, false, true),
    wasUp: fc.boolean(),
  })
  .map(({ verdict, count, unfinished, isUnderWay, wasUp }) => {
    const judged = judgedAs({ verdict });
    const state = aState({ streak: { count, lastBadMs: 0 } });
    return { judged, wasUp, decision: decide(aSituation({ judged, state, unfinished, isUnderWay })) };
  });
const KEYS = [...'abcdefgh'];
const services = fc
  .array(braked, { maxLength: KEYS.length, size: 'max' })
  .map((all) => new Map(all.map((one, index) => [KEYS[index] as string, one])));
const incidents = fc.option(
  fc.record({
    since: fc.constant(at(-60)),
    tried: fc.subarray([...'abcz']),
  }),
  { nil: undefined },
);
const CALM = { now: at(0), clock: undefined, observeOnly: undefined, hostState: SOUND };
const IN_TROUBLE = { ...SOUND, troubles: [{ name: 'load', detail: 'it is high' }] };
const conditions = fc.record({
  now: fc.constant(at(0)),
  hostState: fc.constantFrom(SOUND, SOUND, IN_TROUBLE),
  clock: fc.constantFrom('stepped' as const, 'slept' as const, undefined, undefined),
  observeOnly: fc.constantFrom(
    ...[undefined, undefined, undefined, undefined],
    ...(['record_lost', 'record_unusable', 'afterwards'] as const),
  ),
});

describe('brakes', () => {
  test('only ever take actions away, and never from what is proven dead', () => {
    fc.assert(
      fc.property(services, incidents, conditions, (all, incident, now) => {
        const { held } = brake({ ...RELEASED, incident }, all, now);
        for (const [key, instead] of held) {
          const { decision, judged } = all.get(key) as Braked;
          expect(instead.state).toBe(decision.state);
          expect(decision.action.kind).not.toBe('none');
          expect(instead.action.kind).toBe('none');
          expect(judged.proven && now.observeOnly === undefined).toBe(false);
        }
      }),
    );
  });

  test('let no more than one living service be recovered during an incident', () => {
    fc.assert(
      fc.property(services, conditions, (all, now) => {
        const before = { ...RELEASED, incident: { since: at(-60), tried: [] } };
        const { brakes, held } = brake(before, all, now);
        const recovered = [...all].filter(
          ([key, { decision, judged }]) =>
            (held.get(key) ?? decision).action.kind === 'recover' && !judged.proven,
        );
        if (brakes.incident !== undefined) expect(recovered.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('let nothing be done while only observing, and to the living nothing new after a change of the clocks, or in trouble of the host', () => {
    fc.assert(
      fc.property(services, incidents, conditions, (all, incident, now) => {
        const { held } = brake({ ...RELEASED, incident }, all, now);
        const done = [...all]
          .map(([key, { decision, judged }]) => ({ judged, ...(held.get(key) ?? decision).action }))
          .filter(({ kind }) => kind !== 'none' && kind !== 'close');
        if (now.observeOnly !== undefined) expect(done).toEqual([]);
        if (now.clock !== undefined || now.hostState !== SOUND)
          expect(done.filter(({ kind, judged }) => kind === 'recover' && !judged.proven)).toEqual([]);
      }),
    );
  });

  test('hold nobody back without a cause', () => {
    fc.assert(
      fc.property(services, (all) => {
        const { brakes, held } = brake(RELEASED, all, CALM);
        if (brakes.incident === undefined) expect([...held]).toEqual([]);
      }),
    );
  });

  test('let no more than twice as many be tried as have come back', () => {
    fc.assert(
      fc.property(services, incidents, (all, incident) => {
        const { brakes } = brake({ ...RELEASED, incident }, all, CALM);
        const before = incident?.tried ?? [];
        const tried = brakes.incident?.tried ?? [];
        const areBack = before.every((key) => (all.get(key)?.judged.verdict ?? 'healthy') === 'healthy');
        if (tried.length > before.length) expect([true, tried.length === 1]).toContain(areBack);
        expect(tried.length).toBeLessThanOrEqual(Math.max(1, 2 * before.length));
      }),
    );
  });

  test('see an incident only where most of at least four that were up went bad, and are not proven dead', () => {
    fc.assert(
      fc.property(services, (all) => {
        const { brakes } = brake(RELEASED, all, CALM);
        const wereUp = [...all.values()].filter(({ wasUp, judged }) => wasUp && !judged.proven);
        const bad = wereUp.filter(
          ({ judged }) => !['healthy', 'starting', 'unknown', 'over_limit'].includes(judged.verdict),
        );
        expect(brakes.incident !== undefined).toBe(wereUp.length >= 4 && bad.length > wereUp.length / 2);
      }),
      { numRuns: 500 },
    );
  });
});
