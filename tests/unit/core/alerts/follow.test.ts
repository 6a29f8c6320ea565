// What is told of what has happened: one alert for an incident at its beginning, at news of it, and at its end.

import { follow, type Happening } from '../../../../src/core/alerts/follow.ts';
import type { Alert, Incident } from '../../../../src/core/alerts/incident.ts';
import { GRACE_MS } from '../../../../src/core/alerts/mute.ts';
import type { Situation, Subject } from '../../../../src/core/alerts/situation.ts';
import { event, situation } from '../../../support/core/alert-situation.ts';

/** Follows in turns, as invocations do: what is told, and what is known in the end. */
function inTurns(turns: readonly (readonly [Happening[], Situation])[]) {
  let known: readonly Incident[] = [];
  const told = turns.map(([happenings, now]) => {
    const { incidents, alerts, untold } = follow(happenings, known, {
      ...now,
      nextIncidentId: known.length + 1,
    });
    const changed = new Map(incidents.map((one) => [one.id, one]));
    known = [...known.filter(({ id }) => !changed.has(id)), ...incidents].sort((a, b) => a.id - b.id);
    const words = (alert: Alert) => `${alert.phase} ${alert.topic} ${alert.key ?? 'host'}: ${alert.detail}`;
    return [...alerts.map(words), ...untold.map((alert) => `untold: ${words(alert)}`)];
  });
  return { told, known };
}

test('an incident is told when it begins, when there is news, and with its downtime when it is over', () => {
  const first = follow([event('down', 10)], [], situation(20, {}));
  expect(first.alerts).toMatchObject([{ phase: 'opened', level: 'warning', incidentId: 1, lastedMs: 10 }]);
  const second = follow([event('given_up', 30)], first.incidents, situation(30, {}));
  expect(second.alerts).toMatchObject([{ phase: 'updated', level: 'critical', detail: 'given_up!' }]);
  expect(follow([], second.incidents, situation(35, {}))).toEqual({ incidents: [], alerts: [], untold: [] });
  const third = follow([event('recovered', 40)], second.incidents, situation(45, { isUp: true }));
  expect(third.alerts).toMatchObject([{ phase: 'closed', level: 'critical', atMs: 40, lastedMs: 30 }]);
  expect(third.incidents).toMatchObject([{ id: 1, closedAtMs: 40, isTold: true }]);
});

test.each([
  [
    'of what begins and ends between two looks once, at its end',
    [event('down'), event('up', 5)],
    {},
    ['closed down web: down!; up!'],
  ],
  [
    'of several things at once in one alert',
    [event('down'), event('recovery_failed')],
    {},
    ['opened down web: down!; recovery_failed!'],
  ],
  [
    'of the same thing twice once',
    [event('down'), event('recovery_failed'), event('recovery_failed', 5)],
    {},
    ['opened down web: down!; recovery_failed!'],
  ],
  [
    'of a service that is up although no event says so',
    [event('down')],
    { isUp: true },
    ['closed down web: down!; it is up'],
  ],
  [
    'of one that is switched off that this is its end',
    [event('down')],
    { calledOff: 'it was switched off' },
    ['closed down web: down!; it was switched off'],
  ],
  [
    'of a failed recovery of what is not down by a notice',
    [event('recovery_failed')],
    { isUp: true },
    ['notice recovery_failed web: recovery_failed!'],
  ],
  ['of a concern by a notice', [event('concern')], { isUp: true }, ['notice concern web: concern!']],
  [
    'of a group that was given up by a notice',
    [event('given_up', 0, 'host')],
    { isUp: true },
    ['notice given_up host: given_up!'],
  ],
  ['of nobody who is down in maintenance', [event('down')], { isInMaintenance: true }, []],
  [
    'by a line in the next message of what is over by the end of its maintenance',
    [event('down'), event('up')],
    { isInMaintenance: true },
    ['untold: closed down web: down!; up!'],
  ],
  ['of what cannot be looked at', [], { unknownSinceMs: 3 }, ['opened unknown web: nobody could look at it']],
])('people are told %s', (_, happenings, subject, expected) => {
  const { told } = inTurns([[happenings, situation(10, subject)]]);
  expect(told).toEqual([expected]);
});

test('what outlasts its maintenance is told when that is over', () => {
  const { told } = inTurns([
    [[event('down')], situation(0, { isInMaintenance: true })],
    [[], situation(10, { isInMaintenance: true })],
    [[], situation(20, {})],
  ]);
  expect(told).toEqual([[], [], ['opened down web: down!']]);
});

test('what was told before its maintenance is told to be over in it', () => {
  const { told } = inTurns([
    [[event('down')], situation(0, {})],
    [[event('up')], situation(10, { isInMaintenance: true, isUp: true })],
  ]);
  expect(told[1]).toEqual(['closed down web: up!']);
});

describe('a service that is down because what it depends on is', () => {
  const both = (atMs: number, db: Partial<Subject>, web: Partial<Subject>) =>
    situation(atMs, { key: 'db', ...db }, { dependsOn: ['db'], ...web });

  test('is told of by that one alone, and by nobody when both come back', () => {
    const { told, known } = inTurns([
      [[event('down', 0), event('down', 0, 'db')], both(0, {}, {})],
      [[event('up', 9, 'db')], both(9, { isUp: true }, {})],
      [[event('up', 20)], both(20, { isUp: true }, { isUp: true })],
    ]);
    expect(told).toEqual([['opened down db: down!'], ['closed down db: up!'], []]);
    expect(known).toMatchObject([
      { key: 'web', isTold: false },
      { key: 'db', dependents: ['web'] },
    ]);
  });

  test('is told of when it is still down a while after that one came back', () => {
    const { told } = inTurns([
      [[event('down', 0), event('down', 0, 'db')], both(0, {}, {})],
      [[event('up', 9, 'db')], both(9, { isUp: true }, {})],
      [[], both(8 + GRACE_MS, { isUp: true }, {})],
      [[], both(9 + GRACE_MS, { isUp: true }, {})],
    ]);
    expect(told.slice(2)).toEqual([[], ['opened down web: down!']]);
  });

  test('is worth a line when it went down after its cause was told to be over', () => {
    const { told } = inTurns([
      [[event('down', 0, 'db')], both(0, {}, { isUp: true })],
      [[event('up', 9, 'db')], both(9, { isUp: true }, { isUp: true })],
      [[event('down', 20)], both(20, { isUp: true }, {})],
      [[event('up', 30)], both(30, { isUp: true }, { isUp: true })],
      [[], both(40, { isUp: true }, { isUp: true })],
    ]);
    expect(told.slice(2)).toEqual([[], ['untold: closed down web: up!'], []]);
  });

  test('goes on being told of when it was down before', () => {
    const { told } = inTurns([
      [[event('down', 0)], both(0, { isUp: true }, {})],
      [[event('down', 5, 'db')], both(5, {}, {})],
      [[event('up', 9)], both(9, {}, { isUp: true })],
    ]);
    expect(told).toEqual([['opened down web: down!'], ['opened down db: down!'], ['closed down web: up!']]);
  });
});

test('an incident of the host is over when nothing of it is left', () => {
  const troubled = { ...situation(0), isHostTroubled: true };
  const { told } = inTurns([
    [[event('host_trouble', 0, 'host'), event('budget_spent', 0, 'host')], troubled],
    [[event('host_relief', 5, 'host')], troubled],
    [[event('host_relief', 9, 'host')], situation(9)],
  ]);
  expect(told).toEqual([
    ['opened host host: host_trouble!; budget_spent!'],
    ['updated host host: host_relief!'],
    ['closed host host: host_relief!'],
  ]);
});

test('an incident of a service that nobody watches any more is over', () => {
  const { told } = inTurns([
    [[event('down')], situation(0, {})],
    [[], situation(9)],
  ]);
  expect(told[1]).toEqual(['closed down web: it is no longer watched']);
});

test.each([
  ['well when it is up', { isUp: true }, 'well'],
  ['called off when nobody asks for it any more', { calledOff: 'it was switched off' }, 'called_off'],
  [
    'well when it is up although it was switched off',
    { isUp: true, calledOff: 'it was switched off' },
    'well',
  ],
])('an incident is %s', (_, subject, ending) => {
  const { alerts } = follow([event('down')], [], situation(9, subject));
  expect(alerts).toMatchObject([{ phase: 'closed', ending }]);
});
