/** Settles every option of every service. It does not know the options of the whole file that no service has. */
import { absolutePath } from './absolute-path.ts';
import type { RestartPolicy, Service } from './config.ts';
import type { Disk } from './disk.ts';
import { fingerprintOf } from './fingerprint.ts';
import { modernizeService } from './legacy.ts';
import { resolveRun } from './resolve-run.ts';
import { layerPolicies } from './restart-policy.ts';
import type { ConfigDocument, DefaultsEntry, RestartPolicyEntry, ServiceEntry } from './schema.ts';
import { defaultsSchema, serviceSchema } from './service-schema.ts';

const { properties: options } = serviceSchema;
const LEAST_GRACE_SECONDS = 60;

/** What holds for a service that says nothing itself. */
interface Shared {
  readonly options: DefaultsEntry;
  readonly policyLayers: readonly (RestartPolicyEntry | undefined)[];
  readonly policy: RestartPolicy;
  readonly disk: Disk;
}

/** All services in the file's order. */
export function resolveServices(document: ConfigDocument, disk: Disk): Service[] {
  const shared = sharedBy(document, disk);
  const services: Service[] = [];
  for (const key in document.processes) {
    const entry = document.processes[key];
    if (entry !== undefined) services.push(resolveService(key, modernizeService(entry), shared));
  }
  return services;
}

function sharedBy(document: ConfigDocument, disk: Disk): Shared {
  const isShareable = ([option]: [string, unknown]) => Object.hasOwn(defaultsSchema.properties, option);
  const fileWide: DefaultsEntry = Object.fromEntries(Object.entries(document).filter(isShareable));
  const policyLayers = [document.defaults?.restart_policy, document.restart_policy];
  return {
    options: { ...fileWide, ...document.defaults },
    policyLayers,
    policy: layerPolicies(policyLayers),
    disk,
  };
}

function resolveService(
  key: string,
  entry: ServiceEntry,
  { options: common, policyLayers, policy, disk }: Shared,
): Service {
  const timeoutSeconds = entry.timeout_seconds ?? common.timeout_seconds ?? options.timeout_seconds.default;
  const graceSeconds = entry.start_grace_seconds ?? common.start_grace_seconds;
  const run = resolveRun(entry, common, disk);
  return {
    key,
    displayName: entry.display_name ?? key,
    enabled: entry.enabled ?? common.enabled ?? options.enabled.default,
    heartbeatPath: absolutePath(disk.folder, entry.heartbeat_path),
    timeoutSeconds,
    startGraceSeconds: graceSeconds ?? Math.max(LEAST_GRACE_SECONDS, timeoutSeconds),
    threshold: pick(entry, common, 'consecutive_failures_threshold'),
    recoveryActions: recoveryActions(entry, common),
    dependsOn: entry.depends_on ?? options.depends_on.default,
    killTimeoutSeconds: pick(entry, common, 'kill_timeout'),
    cleanupTimeoutSeconds: pick(entry, common, 'cleanup_timeout'),
    verifyDelaySeconds: pick(entry, common, 'verify_delay'),
    restartPolicy:
      entry.restart_policy === undefined ? policy : layerPolicies([entry.restart_policy, ...policyLayers]),
    commands: run.commands,
    cwd: run.cwd,
    env: run.env,
    user: run.user,
    // Asked only of a service that needed recovery. No getter: an object with one of its own is slow to read in all parts.
    fingerprint: () => fingerprintOf([entry.commands, run.cleanupArgs, run.cwd, run.env, run.user]),
  };
}

type NumberOption = 'consecutive_failures_threshold' | 'kill_timeout' | 'cleanup_timeout' | 'verify_delay';

function pick(entry: ServiceEntry, common: DefaultsEntry, option: NumberOption): number {
  return entry[option] ?? common[option] ?? options[option].default;
}

function recoveryActions(entry: ServiceEntry, common: DefaultsEntry): string[] {
  const disabled: readonly string[] =
    entry.disabled_actions ?? common.disabled_actions ?? options.disabled_actions.default;
  const actions = entry.recovery_actions ?? common.recovery_actions ?? usualActions(entry);
  return disabled.length === 0 ? actions : actions.filter((action) => !disabled.includes(action));
}

/** The reference's three steps; it failed at `clear_db` where there was no such command, we leave it out. */
function usualActions({ commands }: ServiceEntry): string[] {
  return commands !== undefined && Object.hasOwn(commands, 'clear_db')
    ? ['kill', 'clear_db', 'start']
    : ['kill', 'start'];
}
