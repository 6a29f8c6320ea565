/** What must hold between the numbers of a restart policy, whose parts may be written in several places. */
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { layerPolicies } from './restart-policy.ts';
import type { RestartPolicyEntry } from './schema.ts';

/** The longest wait is no shorter than the first one, wherever a policy is written. */
export function backoffFitsItsLimit({ settings, defaults, services }: Draft): Finding[] {
  const whole = settings.restart_policy;
  const found = [
    ...checkPolicy(['restart_policy'], whole, []),
    ...checkPolicy(['defaults', 'restart_policy'], defaults.restart_policy, [whole]),
  ];
  for (const [name, { restart_policy: own }] of Object.entries(settings.groups ?? {}))
    found.push(...checkPolicy(['groups', name, 'restart_policy'], own, [whole]));
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
