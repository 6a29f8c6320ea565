// The metrics of the watchdog itself.

import type { Facts } from './facts.ts';
import { pointOf, type Template } from './family.ts';
import { STATES } from './words.ts';

/** Every metric of our own. */
export const OWN_FAMILIES: readonly Template<Facts>[] = [
  {
    name: 'watchdog_build_info',
    type: 'gauge',
    unit: '1',
    help: 'Which watchdog this is, and on which Node it runs; always 1.',
    pointsOf: ({ own }) => pointOf(1, { version: own.version, node: own.nodeVersion }),
  },
  {
    name: 'watchdog_check_interval_seconds',
    type: 'gauge',
    unit: 's',
    help: 'How often it is to be started, by its config.',
    pointsOf: ({ own }) => pointOf(own.checkIntervalSeconds),
  },
  {
    name: 'watchdog_last_tick_timestamp_seconds',
    type: 'gauge',
    unit: 's',
    help: 'When all services were last checked, in seconds since 1970.',
    pointsOf: ({ own }) => pointOf(own.lastTickAtMs && own.lastTickAtMs / 1000),
  },
  {
    name: 'watchdog_last_tick_duration_seconds',
    type: 'gauge',
    unit: 's',
    help: 'How long that took, from the first look to the last decision.',
    pointsOf: ({ own }) => pointOf(own.lastTickTookMs && Math.round(own.lastTickTookMs * 1000) / 1e6),
  },
  {
    name: 'watchdog_observing_only',
    type: 'gauge',
    unit: '1',
    help: 'Whether nothing is killed or started, for the database cannot be used.',
    pointsOf: ({ own }) => pointOf(own.isObserving ? 1 : 0),
  },
  {
    name: 'watchdog_lease_met_total',
    type: 'counter',
    unit: '1',
    help: 'Checks that found another invocation at work, and left or waited; counted while metrics are configured.',
    pointsOf: ({ own }) => pointOf(own.leaseMet),
  },
  {
    name: 'watchdog_alert_deliveries_total',
    type: 'counter',
    unit: '1',
    help: 'Alerts that a channel has told (sent), will try again (retried), or has given up (failed).',
    pointsOf: ({ own }) =>
      (own.alerts?.outcomes ?? []).map(({ channel, outcome, total }) => ({
        labels: { channel, outcome },
        value: total,
      })),
  },
  {
    name: 'watchdog_alert_deliveries_pending',
    type: 'gauge',
    unit: '1',
    help: 'Alerts that channels have yet to tell.',
    pointsOf: ({ own }) => pointOf(own.alerts?.pending),
  },
  {
    name: 'watchdog_services',
    type: 'gauge',
    unit: '1',
    help: 'How many services are in each state.',
    pointsOf: ({ services }) =>
      STATES.map((state) => ({
        labels: { state },
        value: services.filter((service) => service.state === state).length,
      })),
  },
];
