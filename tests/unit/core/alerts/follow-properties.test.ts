// What holds of all that is told, whatever happens and in whichever order.

import fc from 'fast-check';
import { follow } from '../../../../src/core/alerts/follow.ts';
import type { Incident } from '../../../../src/core/alerts/incident.ts';
import { event, situation } from '../../../support/core/alert-situation.ts';

test('whatever happens, each incident is told to begin at most once and to end at most once, in this order, and none is lost', () => {
  const keys = ['web', 'db'] as const;
  const kinds = fc.constantFrom(
    'down',
    'up',
    'recovered',
    'given_up',
    'recovery_failed',
    'concern',
    'mass_failure',
  );
  const turn = fc.record({
    happenings: fc.array(fc.tuple(kinds, fc.constantFrom(...keys)), { maxLength: 4 }),
    isUp: fc.tuple(fc.boolean(), fc.boolean()),
    calledOff: fc.constantFrom(undefined, 'it was switched off'),
    isInMaintenance: fc.boolean(),
    isUnknown: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
      const counts = new Map<number, string[]>();
      const silent: number[] = [];
      let known: readonly Incident[] = [];
      turns.forEach(({ happenings, isUp, calledOff, isInMaintenance, isUnknown }, index) => {
        const atMs = index * 60_000;
        const now = situation(
          atMs,
          { isUp: isUp[0], calledOff, isInMaintenance, dependsOn: ['db'] },
          { key: 'db', isUp: isUp[1], unknownSinceMs: isUnknown ? 0 : undefined },
        );
        const events = happenings.map(([kind, key]) => event(kind, atMs, key));
        const nextIncidentId = Math.max(0, ...known.map(({ id }) => id)) + 1;
        const { incidents, alerts, untold } = follow(events, known, { ...now, nextIncidentId });
        silent.push(...untold.map(({ incidentId = 0 }) => incidentId));
        for (const { incidentId, phase } of alerts)
          if (incidentId !== undefined) counts.set(incidentId, [...(counts.get(incidentId) ?? []), phase]);
        const ids = new Set(incidents.map(({ id }) => id));
        known = [...known.filter(({ id }) => !ids.has(id)), ...incidents];
      });
      for (const { id, isTold, closedAtMs } of known) {
        const told = counts.get(id) ?? [];
        expect(told.length > 0).toBe(isTold);
        expect(told.join(' ')).toMatch(/^(opened( updated)*( closed)?|closed)?$/);
        if (isTold) expect(told.at(-1) === 'closed').toBe(closedAtMs !== undefined);
      }
      expect(silent.length).toBe(new Set(silent).size);
      expect(silent.filter((id) => counts.has(id))).toEqual([]);
      const open = known.filter(({ closedAtMs }) => closedAtMs === undefined);
      expect(new Set(open.map(({ topic, key }) => `${topic} ${key}`)).size).toBe(open.length);
    }),
    { numRuns: 500 },
  );
});
