// A made-up service as it is told to people.

import type { ServiceReport } from '../../src/commands/service-report.ts';

/** A healthy web, with changes. */
export function aReport(change: Partial<ServiceReport> = {}): ServiceReport {
  return {
    key: 'web',
    displayName: 'web',
    critical: false,
    state: 'running',
    verdict: 'healthy',
    reason: 'healthy',
    detail: '',
    desired: 'on',
    pid: 4242,
    uptimeSeconds: 7200,
    heartbeatAgeSeconds: 3,
    failures: 0,
    threshold: 2,
    restarts: 0,
    nextAttemptSeconds: undefined,
    planned: [],
    ...change,
  };
}

/** The same, hung and waiting for its next recovery. */
export function aSickReport(change: Partial<ServiceReport> = {}): ServiceReport {
  return aReport({
    state: 'backoff',
    verdict: 'timed_out',
    reason: 'backing_off',
    detail: 'next attempt in 20 s',
    uptimeSeconds: undefined,
    failures: 3,
    restarts: 2,
    nextAttemptSeconds: 20,
    ...change,
  });
}
