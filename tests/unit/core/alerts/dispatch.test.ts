// What one channel sends now, what waits, and what is told together.

import fc from 'fast-check';
import { type Counter, dispatch, LATE_MS, type Parcel } from '../../../../src/core/alerts/dispatch.ts';
import { isQuiet } from '../../../../src/core/alerts/quiet.ts';
import { waitAfter } from '../../../../src/core/alerts/retry.ts';

const NOW = 10_000_000;
const FREE = { maxPerHour: undefined, cooldownSeconds: 0, quietHours: undefined };
const HOURS = { fromMinute: 1320, untilMinute: 420, timeZone: undefined, letsCriticalPass: true };
const IDLE: Counter = {
  nowMs: NOW,
  isQuiet: false,
  inMaintenance: new Set(),
  sentCount: 0,
  lastWords: new Map(),
};

const parcel = (id: number, more: Partial<Parcel> = {}): Parcel => ({
  id,
  key: 'web',
  level: 'warning',
  atMs: NOW,
  incidentId: id,
  ...more,
});
const idsOf = (messages: readonly (readonly Parcel[])[]) => messages.map((one) => one.map(({ id }) => id));
const LATE = { atMs: NOW - LATE_MS - 1 };

test.each([
  ['what is new goes by itself', [parcel(1), parcel(2)], FREE, IDLE, [[1], [2]]],
  [
    'what is late goes together, and first',
    [parcel(1, LATE), parcel(2), parcel(3, LATE)],
    FREE,
    IDLE,
    [[1, 3], [2]],
  ],
  [
    'what is more than the limit goes with the last one',
    [1, 2, 3, 4].map((id) => parcel(id)),
    { ...FREE, maxPerHour: 3 },
    { ...IDLE, sentCount: 1 },
    [[1], [2, 3, 4]],
  ],
  ['beyond the limit all waits', [parcel(1)], { ...FREE, maxPerHour: 3 }, { ...IDLE, sentCount: 3 }, []],
  [
    'in quiet hours only what is critical goes',
    [parcel(1), parcel(2, { level: 'critical' })],
    { ...FREE, quietHours: HOURS },
    { ...IDLE, isQuiet: true },
    [[2]],
  ],
  [
    'and not even that where it may not',
    [parcel(2, { level: 'critical' })],
    { ...FREE, quietHours: { ...HOURS, letsCriticalPass: false } },
    { ...IDLE, isQuiet: true },
    [],
  ],
  [
    'the next incident of a service waits',
    [parcel(2), parcel(3, { key: 'db' })],
    { ...FREE, cooldownSeconds: 60 },
    { ...IDLE, lastWords: new Map([['web', { incidentId: 1, atMs: NOW - 59_999 }]]) },
    [[3]],
  ],
  [
    'until the pause is over',
    [parcel(2)],
    { ...FREE, cooldownSeconds: 60 },
    { ...IDLE, lastWords: new Map([['web', { incidentId: 1, atMs: NOW - 60_000 }]]) },
    [[2]],
  ],
  [
    'the end of an incident that was told does not wait',
    [parcel(2, { incidentId: 1 })],
    { ...FREE, cooldownSeconds: 60 },
    { ...IDLE, lastWords: new Map([['web', { incidentId: 1, atMs: NOW }]]) },
    [[2]],
  ],
  [
    'a notice waits for the end of the maintenance of its service, unless it is critical',
    [
      parcel(1, { incidentId: undefined }),
      parcel(2, { incidentId: undefined, level: 'critical' }),
      parcel(3, { incidentId: undefined, key: 'db' }),
      parcel(4),
    ],
    FREE,
    { ...IDLE, inMaintenance: new Set(['web']) },
    [[2], [3], [4]],
  ],
  [
    'nor does a notice',
    [parcel(2, { incidentId: undefined })],
    { ...FREE, cooldownSeconds: 60 },
    { ...IDLE, lastWords: new Map([['web', { incidentId: 1, atMs: NOW }]]) },
    [[2]],
  ],
] as const)('%s', (_, parcels, channel, counter, expected) => {
  expect(idsOf(dispatch(parcels, channel, counter))).toEqual(expected);
});

test('over any night, nothing is lost, nothing is told twice, and no hour has too many messages', () => {
  const arrival = fc.record({
    minute: fc.integer({ min: 0, max: 600 }),
    key: fc.constantFrom('web', 'db', undefined),
    level: fc.constantFrom('warning' as const, 'critical' as const),
  });
  const channels = fc.record({
    maxPerHour: fc.integer({ min: 1, max: 5 }),
    cooldownSeconds: fc.constantFrom(0, 300, 3600),
    quietHours: fc.constantFrom(undefined, HOURS),
  });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 60 }), channels, (arrivals, channel) => {
      const parcels = arrivals.map(({ minute, ...rest }, id) =>
        parcel(id, { ...rest, atMs: minute * 60_000 }),
      );
      const told: { atMs: number; parcels: readonly Parcel[] }[] = [];
      for (let minute = 0; minute <= 1440; minute += 5) {
        const nowMs = minute * 60_000;
        const gone = new Set(told.flatMap((one) => one.parcels.map(({ id }) => id)));
        const pending = parcels.filter(({ id, atMs }) => atMs <= nowMs && !gone.has(id));
        const lately = told.filter(({ atMs }) => nowMs - atMs < 3_600_000);
        const lastWords = new Map(
          told.flatMap((one) =>
            one.parcels.map(({ key = '', incidentId }) => [key, { incidentId, atMs: one.atMs }]),
          ),
        );
        const isQuietNow = channel.quietHours !== undefined && minute < 480;
        const counter = { ...IDLE, nowMs, isQuiet: isQuietNow, sentCount: lately.length, lastWords };
        const messages = dispatch(pending, channel, counter);
        for (const message of messages) told.push({ atMs: nowMs, parcels: message });
        expect(lately.length + messages.length).toBeLessThanOrEqual(channel.maxPerHour);
        if (isQuietNow) expect(messages.flat().every(({ level }) => level === 'critical')).toBe(true);
      }
      const ids = told.flatMap((one) => one.parcels.map(({ id }) => id)).sort((a, b) => a - b);
      expect(ids).toEqual(parcels.map(({ id }) => id));
    }),
    { numRuns: 40 },
  );
});

test.each([
  [1320, true],
  [1439, true],
  [0, true],
  [419, true],
  [420, false],
  [1319, false],
])('hours from 22:00 until 07:00: at minute %d of the day they are quiet: %p', (minute, expected) => {
  expect(isQuiet(HOURS, minute)).toBe(expected);
});

test.each([
  ['the first wait is half a minute', 1, false, 0, 30_000],
  ['each is twice as long', 3, false, 0, 120_000],
  ['none is longer than ten minutes', 50, false, 0, 600_000],
  ['after eight refusals it is given up', 8, true, 0, undefined],
  ['after three days too', 9, false, 3 * 86_400_000 + 1, undefined],
])('%s', (_, attempts, isRefused, ageMs, expected) => {
  expect(waitAfter({ attempts, isRefused, ageMs })).toBe(expected);
});
