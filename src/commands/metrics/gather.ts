// Gathers what metrics are made from: what was seen, what is on record, and what services use.

import type { Config, Service } from '../../config/config.ts';
import type { AlertTally, Facts, ServiceFacts, Tally } from '../../core/metrics/facts.ts';
import type { Moment } from '../../core/moment.ts';
import type { ServiceState } from '../../core/service-state.ts';
import type { Usage } from '../../core/usage.ts';
import type { Host } from '../../host/host.ts';
import { OWN_VERSION } from '../../own-version.ts';
import { leaseMetCount } from '../../store/lease-met.ts';
import { usageOfServices } from '../../supervision/service-usage.ts';
import type { ServiceReport } from '../service-report.ts';

/** What of the config tells how metrics are made. */
export type Measured = Pick<Config, 'services' | 'checkIntervalSeconds' | 'dbPath' | 'logDir' | 'metrics'>;

/** What was seen of all services, and what is on record. */
export interface Seen {
  readonly services: readonly ServiceReport[];
  readonly states: ReadonlyMap<string, Pick<ServiceState, 'instance'>>;
  /** Absent where they cannot be read. */
  readonly tallies: ReadonlyMap<string, Tally> | undefined;
  readonly alerts: AlertTally | undefined;
  readonly lastTickAtMs: number | undefined;
  readonly lastTickTookMs: number | undefined;
  readonly isObserving: boolean;
  readonly now: Moment;
}

/** All that metrics tell. */
export function gather(seen: Seen, config: Measured, host: Host): Facts {
  const configured = new Map(config.services.map((service) => [service.key, service]));
  const measured = config.services.filter((service) => isMeasured(service, config));
  const usages = measured.length === 0 ? new Map() : usageOfServices(measured, { host, ...seen });
  return {
    own: {
      version: OWN_VERSION,
      nodeVersion: process.versions.node,
      checkIntervalSeconds: config.checkIntervalSeconds,
      lastTickAtMs: seen.lastTickAtMs,
      lastTickTookMs: seen.lastTickTookMs,
      isObserving: seen.isObserving,
      alerts: seen.alerts,
      leaseMet: leaseMetCount(config.dbPath),
    },
    services: seen.services.map((report) => factsOf(report, configured.get(report.key), { seen, usages })),
  };
}

/** A disabled service is not looked at. */
function isMeasured({ enabled, checks }: Service, { metrics }: Pick<Config, 'metrics'>): boolean {
  return enabled && (metrics?.resources === true || checks.some(({ probe }) => probe.kind === 'resources'));
}

const NEVER_COUNTED: Tally = { restarts: {}, recovered: 0, recoveryMs: 0, failed: 0 };

function factsOf(
  report: ServiceReport,
  service: Service | undefined,
  { seen, usages }: { seen: Pick<Seen, 'tallies'>; usages: ReadonlyMap<string, Usage> },
): ServiceFacts {
  const { key, displayName, critical, state, verdict, heartbeatAgeSeconds, failures, healthScore } = report;
  return {
    key,
    displayName,
    critical,
    group: service?.group,
    state,
    verdict,
    heartbeatAgeSeconds,
    failures,
    healthScore,
    tally: seen.tallies && (seen.tallies.get(key) ?? NEVER_COUNTED),
    usage: usages.get(key),
  };
}
