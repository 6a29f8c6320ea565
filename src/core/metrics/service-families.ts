// The metrics of one service.

import type { ServiceFacts, Tally } from './facts.ts';
import { oneHot, type Point, pointOf, type Template } from './family.ts';
import { RESTART_REASONS, STATES, VERDICTS } from './words.ts';

/** Every metric of a service; each gets the label `service`, which is the key. */
export const SERVICE_FAMILIES: readonly Template<ServiceFacts>[] = [
  {
    name: 'watchdog_service_info',
    type: 'gauge',
    unit: '1',
    help: 'What the config says of the service; always 1.',
    pointsOf: ({ displayName, critical, group = '' }) =>
      pointOf(1, { display_name: displayName, critical: String(critical), group }),
  },
  {
    name: 'watchdog_service_up',
    type: 'gauge',
    unit: '1',
    help: 'Whether it is healthy; absent while it is off, disabled, ended on purpose, or cannot be looked at.',
    pointsOf: upOf,
  },
  {
    name: 'watchdog_service_state',
    type: 'gauge',
    unit: '1',
    help: 'Its state: 1 for the one that it is in, 0 for all others.',
    pointsOf: ({ state }) => oneHot('state', STATES, state),
  },
  {
    name: 'watchdog_service_verdict',
    type: 'gauge',
    unit: '1',
    help: 'What the last look at it means: 1 for the one verdict, 0 for all others.',
    pointsOf: ({ verdict }) => oneHot('verdict', VERDICTS, verdict),
  },
  {
    name: 'watchdog_service_heartbeat_age_seconds',
    type: 'gauge',
    unit: 's',
    help: 'Age of its heartbeat when it was looked at; absent where it has none that can be trusted.',
    pointsOf: ({ heartbeatAgeSeconds }) => pointOf(heartbeatAgeSeconds),
  },
  {
    name: 'watchdog_service_failures',
    type: 'gauge',
    unit: '1',
    help: 'Consecutive bad verdicts that ticks have counted.',
    pointsOf: ({ failures }) => pointOf(failures),
  },
  {
    name: 'watchdog_service_health_score',
    type: 'gauge',
    unit: '1',
    help: 'How well it is, from 0 to 100; absent while it is off or disabled.',
    pointsOf: ({ healthScore }) => pointOf(healthScore),
  },
  {
    name: 'watchdog_service_restarts_total',
    type: 'counter',
    unit: '1',
    help: 'Recoveries that were begun, and restarts that were asked for, by reason.',
    pointsOf: ({ tally }) => (tally === undefined ? [] : restartsOf(tally)),
  },
  {
    name: 'watchdog_service_recoveries_total',
    type: 'counter',
    unit: '1',
    help: 'Recoveries and starts that a healthy new instance has proved.',
    pointsOf: ({ tally }) => pointOf(tally?.recovered),
  },
  {
    name: 'watchdog_service_recovery_seconds_total',
    type: 'counter',
    unit: 's',
    help: 'How long these took in all, from the decision to the first healthy look.',
    pointsOf: ({ tally }) => pointOf(tally && tally.recoveryMs / 1000),
  },
  {
    name: 'watchdog_service_failed_recoveries_total',
    type: 'counter',
    unit: '1',
    help: 'Recoveries that failed at one of their steps.',
    pointsOf: ({ tally }) => pointOf(tally?.failed),
  },
  {
    name: 'watchdog_service_memory_bytes',
    type: 'gauge',
    unit: 'By',
    help: 'Resident memory of all its processes; where it has a check of resources, or metrics.resources asks for it.',
    pointsOf: ({ usage }) => pointOf(usage?.memoryBytes),
  },
  {
    name: 'watchdog_service_cpu_seconds_total',
    type: 'counter',
    unit: 's',
    help: 'Processor time of its living processes and their ended children; begins anew with each instance.',
    pointsOf: ({ usage }) => pointOf(usage && usage.cpuMs / 1000),
  },
];

const NOT_EXPECTED_UP: ReadonlySet<ServiceFacts['state']> = new Set(['disabled', 'stopped', 'stopping']);

function upOf({ state, verdict }: ServiceFacts): readonly Point[] {
  if (NOT_EXPECTED_UP.has(state) || verdict === undefined || verdict === 'unknown') return [];
  return pointOf(verdict === 'healthy' ? 1 : 0);
}

function restartsOf({ restarts }: Tally): readonly Point[] {
  const reasons = new Set([...RESTART_REASONS, ...Object.keys(restarts)]);
  return [...reasons].map((reason) => ({ labels: { reason }, value: restarts[reason] ?? 0 }));
}
