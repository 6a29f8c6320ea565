// Made-up facts for metrics, with changes.

import type { Facts, OwnFacts, ServiceFacts } from '../../../src/core/metrics/facts.ts';

/** A healthy web of which everything is known. */
export function serviceFacts(change: Partial<ServiceFacts> = {}): ServiceFacts {
  return {
    key: 'web',
    displayName: 'Web',
    critical: true,
    group: 'front',
    state: 'running',
    verdict: 'healthy',
    heartbeatAgeSeconds: 1.5,
    failures: 0,
    healthScore: 100,
    tally: { restarts: { threshold_reached: 2 }, recovered: 2, recoveryMs: 4500, failed: 1 },
    usage: { memoryBytes: 2048, cpuMs: 250 },
    ...change,
  };
}

/** Such services, and a watchdog that has just made a tick. */
export function someFacts(
  services: readonly ServiceFacts[] = [serviceFacts()],
  own: Partial<OwnFacts> = {},
): Facts {
  const usual: OwnFacts = {
    version: '1.2.3',
    nodeVersion: '20.20.2',
    checkIntervalSeconds: 60,
    lastTickAtMs: 1_770_000_000_500,
    lastTickTookMs: 12.5,
    isObserving: false,
    alerts: { outcomes: [{ channel: 'mail', outcome: 'sent', total: 2 }], pending: 1 },
    leaseMet: 3,
  };
  return { services, own: { ...usual, ...own } };
}
