/** Settles every option of every service. It does not know the options of the whole file that no service has. */

import type { MaintenanceWindow } from '../maintenance-window.ts';
import { absolutePath } from './absolute-path.ts';
import { withBusyLook } from './checks/busy-look.ts';
import { resolveChecks } from './checks/resolve.ts';
import { resolveSource } from './checks/resolve-source.ts';
import type { RestartPolicy, Service } from './config.ts';
import type { Disk } from './disk.ts';
import { fingerprintOf } from './fingerprint.ts';
import { graceSecondsOf } from './grace.ts';
import { expandEntry, keysOfEntry } from './instances.ts';
import { modernizeService } from './legacy.ts';
import { resolveManager, withPresets } from './manager-presets.ts';
import { type KeysOf, resolveDependencies } from './resolve-dependencies.ts';
import { resolveWindows, windowsOf } from './resolve-maintenance.ts';
import { resolvePolicy } from './resolve-policy.ts';
import { resolveRecovery } from './resolve-recovery.ts';
import { resolveRun } from './resolve-run.ts';
import { layerPolicies } from './restart-policy.ts';
import type { ConfigDocument, DefaultsEntry, RestartPolicyEntry, ServiceEntry } from './schema.ts';
import { defaultsSchema, serviceSchema } from './service-schema.ts';

const { properties: options } = serviceSchema;

/** What the schema says where the file does not, laid under what it does say. */
const BOTTOM = {
  disabled_actions: [...options.disabled_actions.default],
  enabled: options.enabled.default,
  timeout_seconds: options.timeout_seconds.default,
  kill_timeout: options.kill_timeout.default,
  cleanup_timeout: options.cleanup_timeout.default,
  verify_delay: options.verify_delay.default,
};
type Defaults = DefaultsEntry & Required<Pick<DefaultsEntry, keyof typeof BOTTOM>>;

/** What holds for a service that says nothing itself. */
interface Shared {
  readonly options: Defaults;
  readonly policyLayers: readonly (RestartPolicyEntry | undefined)[];
  readonly policy: RestartPolicy;
  /** The windows of all services. */
  readonly windows: readonly MaintenanceWindow[];
  readonly disk: Disk;
  /** The services that an entry means. */
  readonly keysOf: KeysOf;
}

/** All services in the file's order. */
export function resolveServices(document: ConfigDocument, disk: Disk): Service[] {
  const shared = sharedBy(document, disk);
  const services: Service[] = [];
  for (const key in document.processes) {
    const entry = document.processes[key];
    if (entry === undefined) continue;
    for (const [one, own] of expandEntry(key, withPresets(modernizeService(entry))))
      services.push(resolveService({ key: one, entry: key }, own, shared));
  }
  return services;
}

function sharedBy(document: ConfigDocument, disk: Disk): Shared {
  const isShareable = ([option]: [string, unknown]) => Object.hasOwn(defaultsSchema.properties, option);
  const fileWide: DefaultsEntry = Object.fromEntries(Object.entries(document).filter(isShareable));
  const policyLayers = [document.defaults?.restart_policy, document.restart_policy];
  return {
    options: { ...BOTTOM, ...fileWide, ...document.defaults },
    policyLayers,
    policy: layerPolicies(policyLayers),
    windows: resolveWindows(document.maintenance),
    disk,
    keysOf: (key) => keysOfEntry(key, document.processes[key] ?? {}),
  };
}

function resolveService(
  names: Pick<Service, 'key' | 'entry'>,
  entry: ServiceEntry,
  { options: common, policyLayers, policy: patience, windows, disk, keysOf }: Shared,
): Service {
  const timeoutSeconds = entry.timeout_seconds ?? common.timeout_seconds;
  const writtenGrace = entry.start_grace_seconds ?? common.start_grace_seconds;
  const manager = resolveManager(entry);
  const run = resolveRun(entry, common, disk);
  const policy = resolvePolicy(entry, common);
  const restartPolicy =
    entry.restart_policy === undefined ? patience : layerPolicies([entry.restart_policy, ...policyLayers]);
  const place = resolveDependencies(entry, keysOf);
  const recovery = resolveRecovery(entry, common);
  // Each part by its name: an object that is made by spreading others takes ten times as long, for each of ten thousand.
  return {
    key: names.key,
    entry: names.entry,
    displayName: entry.display_name ?? names.key,
    enabled: entry.enabled ?? common.enabled,
    heartbeatPath:
      entry.heartbeat_path === undefined ? undefined : absolutePath(disk.folder, entry.heartbeat_path),
    checks: withBusyLook(resolveChecks(entry, { folder: disk.folder, cwd: run.cwd }), entry, {
      common,
      timeoutSeconds,
    }),
    foundBy: resolveSource(entry.checks, manager, disk),
    manager,
    timeoutSeconds,
    startGraceSeconds: writtenGrace ?? graceSecondsOf({ timeout_seconds: timeoutSeconds }),
    threshold: policy.threshold,
    thresholds: policy.thresholds,
    restart: policy.restart,
    giveUpExitCodes: policy.giveUpExitCodes,
    retryExitCodes: policy.retryExitCodes,
    dependsOn: place.dependsOn,
    restartsDependents: place.restartsDependents,
    priority: place.priority,
    critical: place.critical,
    group: place.group,
    maintenance: windowsOf(entry, windows),
    tags: place.tags,
    recoveryActions: recovery.recoveryActions,
    remedies: recovery.remedies,
    stopActions: recovery.stopActions,
    restartActions: recovery.restartActions,
    stopSignal: recovery.stopSignal,
    killTimeoutSeconds: entry.kill_timeout ?? common.kill_timeout,
    cleanupTimeoutSeconds: entry.cleanup_timeout ?? common.cleanup_timeout,
    verifyDelaySeconds: entry.verify_delay ?? common.verify_delay,
    restartPolicy,
    commands: run.commands,
    cwd: run.cwd,
    env: run.env,
    envFile: run.envFile,
    user: run.user,
    listens: run.listens,
    // Asked only of a service that needed recovery. No getter: an object with one of its own is slow to read in all parts.
    fingerprint: () =>
      fingerprintWith(fingerprintOf([entry, common, run.commands, restartPolicy]), run.envFile, disk),
  };
}

/** What its file of variables says is told apart: no person need have written that. */
function fingerprintWith(ofConfig: string, envFile: string | undefined, { stampOf }: Disk): string {
  return envFile === undefined ? ofConfig : `${ofConfig}/${stampOf(envFile) ?? 'none'}`;
}
