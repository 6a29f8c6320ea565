// Made-up checks of the service web, and what was read of them.

import type { Check, HttpProbe } from '../../../src/config/check.ts';
import type { Reading, Readings } from '../../../src/core/checks/reading.ts';

/** A check of a port, as a config says no more of it than that. */
export function aCheck(change: Partial<Check> = {}): Check {
  return {
    name: 'tcp',
    probe: { kind: 'tcp', to: { host: '127.0.0.1', port: 80 }, send: undefined, expect: undefined },
    timeoutSeconds: 5,
    intervalSeconds: 0,
    failureThreshold: 1,
    of: change.failureThreshold ?? 1,
    initialDelaySeconds: 0,
    severity: 'restart',
    fallback: undefined,
    ...change,
  };
}

/** A request of which only the URL is said. */
export function aRequest(url: string, change: Partial<HttpProbe> = {}): HttpProbe {
  return {
    kind: 'http',
    url,
    method: 'GET',
    headers: {},
    statuses: [{ from: 200, to: 299 }],
    body: undefined,
    socketPath: undefined,
    caPath: undefined,
    isAnyoneTrusted: false,
    servername: undefined,
    certificateDays: undefined,
    mostRedirects: 0,
    ...change,
  };
}

export const PASSED: Reading = { kind: 'passed', detail: '' };
export const FAILED: Reading = { kind: 'failed', detail: 'refused' };
export const UNKNOWN: Reading = { kind: 'unknown', detail: 'EMFILE' };
export const DEGRADED: Reading = { kind: 'degraded', detail: 'slow' };

/** One pass's readings, by the names of the checks. */
export function readings(read: Readonly<Record<string, Reading>>): Readings {
  return new Map(Object.entries(read));
}
