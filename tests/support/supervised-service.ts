// A made-up service as supervision finds it in a config.

import type { Service } from '../../src/config/config.ts';
import { RESTART_POLICY } from './core/services.ts';

/** A service as the tests need it; scripts are named `key.action`. */
export function aService(key: string, change: Partial<Service> = {}): Service {
  const script = (action: string) => [action, { kind: 'argv', argv: [`${key}.${action}`] }] as const;
  return {
    key,
    entry: key,
    displayName: key,
    enabled: true,
    heartbeatPath: heartbeatOf(key),
    checks: [],
    timeoutSeconds: 60,
    startGraceSeconds: 60,
    threshold: 1,
    thresholds: {},
    restart: 'always',
    giveUpExitCodes: [78, 125],
    retryExitCodes: [75],
    commands: Object.fromEntries(['start', 'clean', 'tidy'].map(script)),
    recoveryActions: ['kill', 'clean', 'start'],
    restartActions: ['kill', 'start'],
    remedies: { byVerdict: {}, escalation: [] },
    dependsOn: [],
    restartsDependents: false,
    priority: 500,
    critical: false,
    group: undefined,
    tags: [],
    cwd: '/',
    env: {},
    envFile: undefined,
    listens: [],
    user: undefined,
    stopActions: ['kill'],
    stopSignal: 'SIGTERM',
    killTimeoutSeconds: 1,
    cleanupTimeoutSeconds: 60,
    verifyDelaySeconds: 1,
    restartPolicy: RESTART_POLICY,
    fingerprint: () => 'as-configured',
    ...change,
  };
}

/** Where a service's heartbeat is. */
export function heartbeatOf(key: string): string {
  return `/heartbeats/${key}.json`;
}
