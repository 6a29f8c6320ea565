/**
 * Turns a sound document into the config that the other rooms use: nothing left to default, every path absolute. Whose
 * value wins: the service's, then that of `defaults`, then the file's, then the schema's.
 */
import { dirname, join, resolve } from 'node:path';
import { resolveAlerts, resolvePing } from './alerts/resolve-alerts.ts';
import type { Config } from './config.ts';
import type { Looks } from './disk.ts';
import { resolveBlackBox } from './resolve-black-box.ts';
import { resolveGroups } from './resolve-groups.ts';
import { resolveHostChecks } from './resolve-host-checks.ts';
import { resolveMetrics } from './resolve-metrics.ts';
import { resolveServices } from './resolve-service.ts';
import { type ConfigDocument, configSchema } from './schema.ts';

const { properties: options } = configSchema;

/** The config of the file at the absolute `path`; `looks` are taken at what only the disk can tell. */
export function resolveConfig(document: ConfigDocument, path: string, looks: Looks): Config {
  const folder = dirname(path);
  const dbPath = resolve(folder, document.db_path ?? options.db_path.default);
  return {
    path,
    logLevel: document.log_level ?? options.log_level.default,
    logFormat: document.log_format ?? options.log_format.default,
    dbPath,
    lockPath: resolve(folder, document.lock_path ?? join(dirname(dbPath), 'watchdog.lock')),
    logDir: resolve(folder, document.log_dir ?? options.log_dir.default),
    retentionDays: document.retention_days ?? options.retention_days.default,
    checkIntervalSeconds: document.check_interval_seconds ?? options.check_interval_seconds.default,
    maxParallelRecoveries: document.max_parallel_recoveries ?? options.max_parallel_recoveries.default,
    groups: resolveGroups(document),
    hostChecks: resolveHostChecks(document.host_checks, folder),
    alerting: resolveAlerts(document.alerts, folder),
    ping: resolvePing(document.ping),
    blackBox: resolveBlackBox(document.black_box),
    metrics: resolveMetrics(document.metrics, folder),
    maxRestartsPerHour: document.max_restarts_per_hour,
    startIntervalSeconds: document.start_interval_seconds ?? options.start_interval_seconds.default,
    services: resolveServices(document, { path, folder, ...looks }),
  };
}
