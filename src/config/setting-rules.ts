/** What must hold between settings: of the file, and between those of several services. */
import { absolutePath } from './absolute-path.ts';
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { show } from './printable.ts';
import { layerPolicies } from './restart-policy.ts';
import type { RestartPolicyEntry } from './schema.ts';

/** The lock has a file of its own: locking the database itself would spoil it. */
export function lockIsNotTheDatabase({
  settings: { db_path: db, lock_path: lock },
  folder,
}: Draft): Finding[] {
  if (db === undefined || lock === undefined || absolutePath(folder, db) !== absolutePath(folder, lock))
    return [];
  return [
    { at: ['lock_path'], found: `${show(lock)}, which is also db_path`, expected: 'a file of its own' },
  ];
}

/** The longest wait is no shorter than the first one, wherever a policy is written. */
export function backoffFitsItsLimit({ settings, defaults, services }: Draft): Finding[] {
  const whole = settings.restart_policy;
  const found = [
    ...checkPolicy(['restart_policy'], whole, []),
    ...checkPolicy(['defaults', 'restart_policy'], defaults.restart_policy, [whole]),
  ];
  for (const [key, { restart_policy: own }] of services) {
    if (own === undefined) continue;
    found.push(...checkPolicy(['processes', key, 'restart_policy'], own, [defaults.restart_policy, whole]));
  }
  return found;
}

type Written = RestartPolicyEntry | undefined;

function checkPolicy(at: Location, written: Written, below: readonly Written[]): Finding[] {
  if (written === undefined) return [];
  const { backoffSeconds, maxBackoffSeconds } = layerPolicies([written, ...below]);
  if (backoffSeconds <= maxBackoffSeconds) return [];
  const found = `a backoff_seconds of ${backoffSeconds} above max_backoff_seconds, ${maxBackoffSeconds}`;
  return [
    {
      at,
      found,
      expected: 'max_backoff_seconds to be the longest wait',
      hint: 'Raise it, or lower the first wait.',
    },
  ];
}

/** Each service that is checked has a heartbeat of its own: one file cannot tell which of two is alive. */
export function heartbeatsAreNotShared({ services, defaults, folder }: Draft): Finding[] {
  const owners = new Map<string, string>();
  const found: Finding[] = [];
  for (const [key, { heartbeat_path: written, enabled = defaults.enabled }] of services) {
    if (written === undefined || enabled === false) continue;
    const path = absolutePath(folder, written);
    const owner = owners.get(path);
    if (owner === undefined) owners.set(path, key);
    else found.push(sharedHeartbeat(key, owner));
  }
  return found;
}

function sharedHeartbeat(key: string, owner: string): Finding {
  return {
    at: ['processes', key, 'heartbeat_path'],
    found: `the heartbeat file of ${show(owner)}`,
    expected: 'a file of its own',
    hint: 'Give each service its own heartbeat file.',
  };
}
