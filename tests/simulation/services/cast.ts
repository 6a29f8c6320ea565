// The services of a simulated config: few, and each patient in another way.

import type { Config, RestartPolicy, Service } from '../../../src/config/config.ts';
import type { Random } from '../run/random.ts';
import { castGroups, teamFrom } from './teams.ts';
import { waysFrom } from './ways.ts';

const KEYS = ['web', 'api', 'db', 'queue', 'mail', 'batch'];
const WINDOWS_SECONDS = [60, 600, 600, 3600, 86_400];

/** Some services. */
export function castServices(random: Random): Service[] {
  const count = random.whole(2, KEYS.length);
  return KEYS.slice(0, count).map((key, index) => {
    const dependsOn = index > 0 && random.happens(0.2) ? [KEYS[index - 1] as string] : [];
    return castOne(key, dependsOn, random);
  });
}

/** The config around them. */
export function configOf(services: readonly Service[], random: Random): Config {
  return {
    path: '/etc/watchdog.json',
    logLevel: 'INFO',
    logFormat: 'text',
    dbPath: '/state/watchdog.db',
    lockPath: '/state/watchdog.lock',
    logDir: '/nowhere',
    retentionDays: 30,
    checkIntervalSeconds: 60,
    maxParallelRecoveries: random.whole(1, 4),
    groups: castGroups(random),
    hostChecks: [{ kind: 'load', maxPerCore: 8 }],
    blackBox: { enabled: false, maxBytes: 0, keep: 1, keepDays: 1 },
    maxRestartsPerHour: random.happens(0.3) ? random.whole(5, 12) : undefined,
    startIntervalSeconds: random.happens(0.2) ? random.whole(1, 5) : 0,
    services,
  };
}

function castOne(key: string, dependsOn: readonly string[], random: Random): Service {
  return {
    key,
    entry: key,
    displayName: key,
    enabled: true,
    heartbeatPath: `/heartbeats/${key}.json`,
    checks: [],
    timeoutSeconds: random.pick([30, 60]) as number,
    startGraceSeconds: 60,
    threshold: random.whole(1, 3),
    giveUpExitCodes: [78, 125],
    retryExitCodes: [75],
    dependsOn: dependsOn.map((one) => ({ key: one, condition: 'healthy' })),
    restartsDependents: random.happens(0.3),
    group: teamFrom(random),
    tags: [],
    cwd: '/',
    env: {},
    envFile: undefined,
    listens: [],
    user: undefined,
    killTimeoutSeconds: random.whole(1, 3),
    cleanupTimeoutSeconds: 20,
    verifyDelaySeconds: random.whole(1, 2),
    restartPolicy: policyFrom(random),
    ...waysFrom(key, random),
    fingerprint: () => 'as it was cast',
  };
}

/** Windows longer and shorter than waits, rungs and the time in which health is believed. */
export function policyFrom(random: Random): RestartPolicy {
  return {
    maxRestarts: random.whole(1, 5),
    windowSeconds: random.pick(WINDOWS_SECONDS) as number,
    backoffSeconds: random.pick([0, 1, 10, 60]) as number,
    backoffMultiplier: random.pick([1, 2, 3]) as number,
    maxBackoffSeconds: random.pick([20, 120, 300]) as number,
    stableSeconds: random.pick([0, 60, 600, 3600]) as number,
  };
}
