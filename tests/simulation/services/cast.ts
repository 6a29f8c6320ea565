// The services of a simulated config: few, and each patient in another way.

import type { Config, RestartPolicy, Service } from '../../../src/config/config.ts';
import type { Random } from '../run/random.ts';

const KEYS = ['web', 'api', 'db', 'queue', 'mail', 'batch'];
/** Forgetting after a stable period never makes room for more within one window. */
const WINDOW_SECONDS = 600;

/** A config of some services; what `edit` counts up changes what they run. */
export function castServices(random: Random, edits: ReadonlyMap<string, number>): Service[] {
  const count = random.whole(2, KEYS.length);
  return KEYS.slice(0, count).map((key, index) => {
    const dependsOn = index > 0 && random.happens(0.2) ? [KEYS[index - 1] as string] : [];
    return castOne(key, dependsOn, { random, edits });
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
    services,
  };
}

function castOne(
  key: string,
  dependsOn: readonly string[],
  { random, edits }: { random: Random; edits: ReadonlyMap<string, number> },
): Service {
  const command = (action: string) => [action, { kind: 'argv', argv: [`${key}.${action}`] }] as const;
  const actions = random.happens(0.4) ? ['kill', 'clean', 'start'] : ['kill', 'start'];
  return {
    key,
    displayName: key,
    enabled: true,
    heartbeatPath: `/heartbeats/${key}.json`,
    timeoutSeconds: random.pick([30, 60]) as number,
    startGraceSeconds: 60,
    threshold: random.whole(1, 3),
    commands: Object.fromEntries(['start', 'clean'].map(command)),
    recoveryActions: actions,
    dependsOn,
    cwd: '/',
    env: {},
    user: undefined,
    killTimeoutSeconds: random.whole(1, 3),
    cleanupTimeoutSeconds: 20,
    verifyDelaySeconds: random.whole(1, 2),
    restartPolicy: policy(random),
    fingerprint: () => `edit ${edits.get(key) ?? 0}`,
  };
}

function policy(random: Random): RestartPolicy {
  return {
    maxRestarts: random.whole(2, 5),
    windowSeconds: WINDOW_SECONDS,
    backoffSeconds: random.pick([1, 10]) as number,
    backoffMultiplier: 2,
    maxBackoffSeconds: 120,
    stableSeconds: WINDOW_SECONDS,
  };
}
