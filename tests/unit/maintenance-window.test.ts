// Maintenance windows on the calendars of real time zones, the hours that these skip and repeat included.

import {
  endOf,
  faultOf,
  isTimezone,
  type MaintenanceWindow,
  windowTeller,
} from '../../src/maintenance-window.ts';

const MINUTE_MS = 60_000;

function daily(cron: string, hours: number, change: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return { cron, durationSeconds: hours * 3600, timezone: 'Europe/Berlin', reason: undefined, ...change };
}

/** The first and the last minute of a day (UTC, from noon to noon) in which it lasts, and how many lie between. */
function lasting(window: MaintenanceWindow, day: string): { from: string; minutes: number } | undefined {
  const noonMs = Date.parse(`${day}T12:00Z`);
  const minutes = Array.from({ length: 1440 }, (_, minute) => noonMs + minute * MINUTE_MS);
  const inside = minutes.filter((ms) => endOf(window, ms) !== undefined);
  const [firstMs = 0] = inside;
  const isWhole = inside.every((ms, index) => ms === firstMs + index * MINUTE_MS);
  if (!isWhole) throw new Error('it is interrupted');
  return inside.length === 0
    ? undefined
    : { from: new Date(firstMs).toISOString().slice(0, 16), minutes: inside.length };
}

test('a window lasts from its first millisecond to the one before its end', () => {
  const window = daily('0 3 * * 0', 2);
  const [beginMs, endMs] = [Date.parse('2026-02-08T02:00Z'), Date.parse('2026-02-08T04:00Z')];
  expect(endOf(window, beginMs - 1)).toBeUndefined();
  expect(endOf(window, beginMs)).toBe(endMs);
  expect(endOf(window, endMs - 1)).toBe(endMs);
  expect(endOf(window, endMs)).toBeUndefined();
});

describe('where the clocks go', () => {
  test.each([
    ['in winter', '30 2 * * *', '2026-02-07', '2026-02-08T01:30'],
    ['in summer', '30 2 * * *', '2026-07-07', '2026-07-08T00:30'],
    [
      'forward, what would begin in the hour that is skipped begins right after it',
      '30 2 * * *',
      '2026-03-28',
      '2026-03-29T01:00',
    ],
    [
      'forward, what begins after that hour begins by the new time',
      '0 4 * * *',
      '2026-03-28',
      '2026-03-29T02:00',
    ],
    [
      'back, what begins in the hour that is repeated begins the first time',
      '30 2 * * *',
      '2026-10-24',
      '2026-10-25T00:30',
    ],
    [
      'back, what begins after that hour begins by the new time',
      '0 4 * * *',
      '2026-10-24',
      '2026-10-25T03:00',
    ],
  ])('%s, once, and for as long as ever', (_title, cron, day, from) => {
    expect(lasting(daily(cron, 2), day)).toEqual({ from, minutes: 120 });
  });

  test('back, a window over that hour lasts as long as it says, not as the hands of a clock do', () => {
    expect(lasting(daily('0 1 * * *', 3), '2026-10-24')).toEqual({ from: '2026-10-24T23:00', minutes: 180 });
  });

  test('half an hour only, as on Lord Howe Island', () => {
    const window = daily('15 2 * * *', 1, { timezone: 'Australia/Lord_Howe' });
    expect(lasting(window, '2026-10-03')).toEqual({ from: '2026-10-03T15:30', minutes: 60 });
  });
});

test('a window longer than the time between two of its beginnings lasts for ever', () => {
  expect(lasting(daily('0 * * * *', 2), '2026-10-24')?.minutes).toBe(1440);
});

test('the first window that lasts is told, with its end and why', () => {
  const tell = windowTeller(Date.parse('2026-02-08T02:30Z'));
  const none = daily('0 9 * * *', 1);
  expect(tell([none])).toBeUndefined();
  expect(tell([none, daily('0 3 * * *', 1), daily('0 3 * * 0', 2)])).toBe(
    'in maintenance until 2026-02-08T03:00Z',
  );
  expect(tell([daily('0 3 * * 0', 2, { reason: 'backup' })])).toBe(
    'in maintenance until 2026-02-08T04:00Z: backup',
  );
});

test.each([
  ['61 * * * *', /Invalid value for minute/],
  ['* * * * * *', /5 parts/],
  ['0 0 31 2 *', /never comes/],
  ['nonsense', /./],
])('%s is no beginning', (expression, why) => {
  expect(faultOf(expression, 'UTC')).toMatch(why);
});

test.each(['0 3 * * 0', '@daily', '*/5 0-4 1,15 * MON-FRI', '0 0 29 2 *'])(
  '%s is a beginning',
  (expression) => {
    expect(faultOf(expression, undefined)).toBeUndefined();
  },
);

test('a zone is one that this Node knows', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia'].map(isTimezone)).toEqual([true, true, true]);
  expect(['', 'Europe/Berln', 'Mars/Base', '+25:00'].map(isTimezone)).toEqual([false, false, false, false]);
});
