import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Service } from '../../../src/config/config.ts';
import { interpretConfig } from '../../../src/config/load.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { soundService } from './rejected-config.ts';

const configOf = (document: object): Config =>
  interpretConfig(JSON.stringify(document), '/srv/watchdog/config.json');

/** The service `web` of a file with these settings of its own, of `defaults` and of the service. */
function web(service: object = {}, defaults: object = {}, file: object = {}): Service {
  const [first] = configOf({
    ...file,
    defaults,
    processes: { web: { ...soundService(), ...service } },
  }).services;
  if (first === undefined) throw new Error('the config has no service');
  return first;
}

test('a config that says little gets the documented defaults', () => {
  expect(configOf({ processes: { web: soundService() } })).toEqual({
    path: '/srv/watchdog/config.json',
    logLevel: 'INFO',
    blackBox: { enabled: true, maxBytes: 262_144, keep: 100, keepDays: 30 },
    logFormat: 'text',
    dbPath: '/srv/watchdog/watchdog.db',
    lockPath: '/srv/watchdog/watchdog.lock',
    logDir: '/srv/watchdog/logs',
    retentionDays: 30,
    checkIntervalSeconds: 60,
    maxParallelRecoveries: 8,
    groups: [],
    hostChecks: [],
    maxRestartsPerHour: undefined,
    startIntervalSeconds: 0,
    services: [
      {
        key: 'web',
        entry: 'web',
        displayName: 'web',
        enabled: true,
        heartbeatPath: '/srv/watchdog/web.json',
        checks: [],
        thresholds: {},
        restart: 'always',
        giveUpExitCodes: [78, 125],
        retryExitCodes: [75],
        timeoutSeconds: 300,
        startGraceSeconds: 300,
        threshold: 2,
        commands: { start: { kind: 'shell', line: 'exec web' } },
        recoveryActions: ['kill', 'start'],
        remedies: { byVerdict: {}, escalation: [] },
        dependsOn: [],
        restartsDependents: false,
        priority: 500,
        critical: false,
        group: undefined,
        tags: [],
        cwd: '/srv/watchdog',
        env: {},
        envFile: undefined,
        listens: [],
        user: undefined,
        stopActions: ['kill'],
        restartActions: ['kill', 'start'],
        stopSignal: 'SIGTERM',
        killTimeoutSeconds: 10,
        cleanupTimeoutSeconds: 60,
        verifyDelaySeconds: 2,
        restartPolicy: {
          maxRestarts: 5,
          windowSeconds: 600,
          backoffSeconds: 10,
          backoffMultiplier: 2,
          maxBackoffSeconds: 300,
          stableSeconds: 600,
        },
        fingerprint: expect.any(Function),
      },
    ],
  });
});

test('settings of the whole file are taken as written, paths from its folder', () => {
  expect(
    configOf({
      log_level: 'error',
      log_format: 'json',
      db_path: 'data/./x.db',
      log_dir: '/var//log/',
      retention_days: 7,
      check_interval_seconds: 30,
      max_parallel_recoveries: 2,
      processes: { web: soundService() },
    }),
  ).toMatchObject({
    logLevel: 'ERROR',
    logFormat: 'json',
    dbPath: '/srv/watchdog/data/x.db',
    lockPath: '/srv/watchdog/data/watchdog.lock',
    logDir: '/var/log',
    retentionDays: 7,
    checkIntervalSeconds: 30,
    maxParallelRecoveries: 2,
  });
  expect(configOf({ lock_path: '../w.lock', processes: { web: soundService() } }).lockPath).toBe(
    '/srv/w.lock',
  );
});

describe("a service's value wins over that of `defaults`, which wins over the file's", () => {
  const numbers = [
    'consecutive_failures_threshold',
    'kill_timeout',
    'cleanup_timeout',
    'verify_delay',
  ] as const;
  const resolved = [
    'threshold',
    'killTimeoutSeconds',
    'cleanupTimeoutSeconds',
    'verifyDelaySeconds',
  ] as const;

  test.each(numbers.map((option, index) => [option, resolved[index] ?? 'threshold'] as const))(
    'for %s',
    (option, field) => {
      expect(web({ [option]: 7 }, { [option]: 8 }, { [option]: 9 })[field]).toBe(7);
      expect(web({}, { [option]: 8 }, { [option]: 9 })[field]).toBe(8);
      expect(web({}, {}, { [option]: 9 })[field]).toBe(9);
    },
  );

  test('for what only services have', () => {
    const defaults = {
      enabled: false,
      timeout_seconds: 20,
      cwd: 'app',
      user: 'nobody',
      recovery_actions: ['start'],
    };
    const fields = {
      enabled: false,
      timeoutSeconds: 20,
      cwd: '/srv/watchdog/app',
      user: 'nobody',
      recoveryActions: ['start'],
    };
    expect(web({}, defaults)).toMatchObject(fields);
    const own = { enabled: true, timeout_seconds: 30, cwd: '/x', user: 'web', recovery_actions: ['kill'] };
    const ownFields = {
      enabled: true,
      timeoutSeconds: 30,
      cwd: '/x',
      user: 'web',
      recoveryActions: ['kill'],
    };
    expect(web(own, defaults)).toMatchObject(ownFields);
  });

  test('zero and false and an empty list count as values', () => {
    expect(web({ kill_timeout: 0, recovery_actions: [] }, { kill_timeout: 5 })).toMatchObject({
      killTimeoutSeconds: 0,
      recoveryActions: [],
    });
  });

  test('name by name for env', () => {
    expect(web({ env: { A: '1', B: '' } }, { env: { B: '2', C: '3' } }).env).toEqual({
      A: '1',
      B: '',
      C: '3',
    });
  });

  test('field by field for the restart policy', () => {
    const policy = web(
      { restart_policy: { max_restarts: 1 } },
      { restart_policy: { max_restarts: 2, window_seconds: 2 } },
      { restart_policy: { max_restarts: 3, window_seconds: 3, stable_seconds: 3 } },
    ).restartPolicy;
    expect(policy).toMatchObject({
      maxRestarts: 1,
      windowSeconds: 2,
      stableSeconds: 3,
      backoffMultiplier: 2,
    });
    expect(
      web({}, { restart_policy: { max_restarts: 2 } }, { restart_policy: { window_seconds: 3 } })
        .restartPolicy,
    ).toMatchObject({
      maxRestarts: 2,
      windowSeconds: 3,
    });
  });
});

test('the grace of a start is the timeout, at least a minute, unless it is said', () => {
  expect(web({ timeout_seconds: 5 }).startGraceSeconds).toBe(60);
  expect(web({ timeout_seconds: 90 }).startGraceSeconds).toBe(90);
  expect(web({ start_grace_seconds: 1 }, { start_grace_seconds: 2 }).startGraceSeconds).toBe(1);
  expect(web({}, { start_grace_seconds: 0 }).startGraceSeconds).toBe(0);
});

test('disabled actions are taken out of the recovery', () => {
  const commands = { start: 'x', clear_db: './y' };
  expect(web({ commands, disabled_actions: ['clear_db'] }).recoveryActions).toEqual(['kill', 'start']);
  expect(web({ commands }, { disabled_actions: ['kill'] }).recoveryActions).toEqual(['clear_db', 'start']);
  expect(web({ commands, disabled_actions: [] }, { disabled_actions: ['kill'] }).recoveryActions).toEqual([
    'kill',
    'clear_db',
    'start',
  ]);
});

test('relative scripts start at the cwd of the service', () => {
  expect(web({ cwd: 'app', commands: { start: './run.sh' } }).commands.start).toMatchObject({
    path: '/srv/watchdog/app/run.sh',
  });
});

describe('the fingerprint', () => {
  test.each([
    [{ commands: { start: 'exec web2' } }],
    [{ commands: { start: ['exec', 'web'] } }],
    [{ commands: { start: 'exec web', clear_db: './x' } }],
    [{ cleanup_args: [] }],
    [{ cwd: '/x' }],
    [{ env: { A: '' } }],
    [{ user: 'web' }],
    [{ restart_policy: { max_restarts: 6 } }],
    [{ timeout_seconds: 5 }],
    [{ checks: [{ type: 'tcp', port: 80 }] }],
    [{ env_file: 'web.env' }],
  ])('changes with %j', (change) => {
    expect(web(change).fingerprint()).not.toBe(web().fingerprint());
  });

  test('changes with what it shares with others', () => {
    expect(web({}, { kill_timeout: 5 }).fingerprint()).not.toBe(web().fingerprint());
    expect(web({}, {}, { restart_policy: { window_seconds: 5 } }).fingerprint()).not.toBe(
      web().fingerprint(),
    );
  });

  test('stays when something of another service or of the whole file is edited', () => {
    const edited = web({}, {}, { log_level: 'DEBUG' });
    expect(edited.fingerprint()).toBe(web().fingerprint());
  });

  test('changes when its file of variables appears, is edited, or goes', () => {
    const path = join(temporaryFolder('fingerprint'), 'web.env');
    const service = web({ env_file: path });
    const seen = [service.fingerprint()];
    for (const text of ['A=1', 'A=10']) {
      writeFileSync(path, text);
      seen.push(service.fingerprint());
    }
    expect(new Set(seen).size).toBe(3);
    rmSync(path);
    expect(service.fingerprint()).toBe(seen[0]);
  });
});
