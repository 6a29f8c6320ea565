// What metrics say of services and of us, and when they say nothing.

import fc from 'fast-check';
import { measure } from '../../../../src/core/metrics/measure.ts';
import { STATES, VERDICTS } from '../../../../src/core/metrics/words.ts';
import { serviceFacts, someFacts } from '../../../support/core/metric-facts.ts';

type Facts = Parameters<typeof measure>[0];

/** What a metric says, by its labels. */
function valuesOf(name: string, facts: Facts): Record<string, number> {
  const family = measure(facts).find((one) => one.name === name);
  const points = family?.points ?? [];
  return Object.fromEntries(
    points.map(({ labels, value }) => [
      Object.entries(labels)
        .map(([label, word]) => `${label}=${word}`)
        .join(' '),
      value,
    ]),
  );
}

const ofWeb = (name: string, change: Parameters<typeof serviceFacts>[0]) =>
  valuesOf(`watchdog_service_${name}`, someFacts([serviceFacts(change)]))['service=web'];

test('the same metrics are told of a host without services and of one of which everything is known', () => {
  const names = (facts: Facts) => measure(facts).map(({ name, type, help }) => [name, type, help]);
  expect(names(someFacts([]))).toEqual(names(someFacts()));
  expect(new Set(measure(someFacts()).map(({ name }) => name)).size).toBe(names(someFacts()).length);
});

test.each([
  ['running', 'healthy', 1],
  ['failed', 'timed_out', 0],
  ['fatal', 'stale_pid', 0],
  ['starting', 'starting', 0],
  ['running', 'unknown', undefined],
  ['stopped', 'stale_pid', undefined],
  ['disabled', undefined, undefined],
] as const)('a service that is %s and %s is up: %p', (state, verdict, up) => {
  expect(ofWeb('up', { state, verdict })).toBe(up);
});

test('of states and verdicts exactly one holds, of whichever service', () => {
  fc.assert(
    fc.property(fc.constantFrom(...STATES), fc.constantFrom(...VERDICTS), (state, verdict) => {
      const facts = someFacts([serviceFacts({ state, verdict })]);
      const states = valuesOf('watchdog_service_state', facts);
      const verdicts = valuesOf('watchdog_service_verdict', facts);
      expect(Object.values(states).filter((value) => value === 1)).toEqual([1]);
      expect(states[`service=web state=${state}`]).toBe(1);
      expect(Object.values(verdicts).filter((value) => value === 1)).toEqual([1]);
      expect(verdicts[`service=web verdict=${verdict}`]).toBe(1);
    }),
  );
});

test('every usual reason of a restart is counted from 0, and one that is not usual is told all the same', () => {
  const tally = { restarts: { group_restart: 4, of_tomorrow: 1 }, recovered: 0, recoveryMs: 0, failed: 0 };
  expect(valuesOf('watchdog_service_restarts_total', someFacts([serviceFacts({ tally })]))).toEqual({
    'service=web reason=threshold_reached': 0,
    'service=web reason=escalated': 0,
    'service=web reason=dependency_recovered': 0,
    'service=web reason=group_restart': 4,
    'service=web reason=requested': 0,
    'service=web reason=of_tomorrow': 1,
  });
});

test('times and sizes are in seconds and bytes', () => {
  expect(ofWeb('recovery_seconds_total', {})).toBe(4.5);
  expect(ofWeb('cpu_seconds_total', {})).toBe(0.25);
  expect(ofWeb('memory_bytes', {})).toBe(2048);
  expect(valuesOf('watchdog_last_tick_timestamp_seconds', someFacts())).toEqual({ '': 1_770_000_000.5 });
  expect(valuesOf('watchdog_last_tick_duration_seconds', someFacts())).toEqual({ '': 0.0125 });
});

test('what is not known has no value, rather than a wrong one', () => {
  const unknown = { heartbeatAgeSeconds: undefined, failures: undefined, healthScore: undefined };
  const facts = someFacts([serviceFacts({ ...unknown, tally: undefined, usage: undefined })], {
    lastTickAtMs: undefined,
    lastTickTookMs: undefined,
    alerts: undefined,
    leaseMet: undefined,
  });
  const silent = measure(facts).filter(({ points }) => points.length === 0);
  expect(silent.map(({ name }) => name)).toEqual([
    'watchdog_last_tick_timestamp_seconds',
    'watchdog_last_tick_duration_seconds',
    'watchdog_lease_met_total',
    'watchdog_alert_deliveries_total',
    'watchdog_alert_deliveries_pending',
    'watchdog_service_heartbeat_age_seconds',
    'watchdog_service_failures',
    'watchdog_service_health_score',
    'watchdog_service_restarts_total',
    'watchdog_service_recoveries_total',
    'watchdog_service_recovery_seconds_total',
    'watchdog_service_failed_recoveries_total',
    'watchdog_service_memory_bytes',
    'watchdog_service_cpu_seconds_total',
  ]);
});

test('what became of alerts is told by channel', () => {
  expect(valuesOf('watchdog_alert_deliveries_total', someFacts())).toEqual({
    'channel=mail outcome=sent': 2,
  });
  expect(valuesOf('watchdog_alert_deliveries_pending', someFacts())).toEqual({ '': 1 });
});

test('services are counted in every state, those in which there is none too', () => {
  const services = (['running', 'running', 'fatal'] as const).map((state) => serviceFacts({ state }));
  const counts = valuesOf('watchdog_services', someFacts(services));
  expect(Object.keys(counts)).toHaveLength(STATES.length);
  expect(counts).toMatchObject({ 'state=running': 2, 'state=fatal': 1, 'state=backoff': 0 });
});
