/** What must hold between the numbers of a restart policy, whose parts may be written in several places. */
import type { Draft } from './draft.ts';
import type { Finding, Location } from './finding.ts';
import { policyOptions } from './options/policy.ts';
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

const EXIT_CODES = {
  give_up_exit_codes: policyOptions.give_up_exit_codes.default,
  retry_exit_codes: policyOptions.retry_exit_codes.default,
} as const;

/** No exit code asks for another try and is of no use to try again, with what is said for all and what is usual. */
export function exitCodesSayOneThing({ defaults, services }: Draft): Finding[] {
  const found = doublyMeant(['defaults'], defaults, {});
  for (const [key, entry] of services) found.push(...doublyMeant(['processes', key], entry, defaults));
  return found;
}

interface ExitCodes {
  readonly give_up_exit_codes?: readonly number[];
  readonly retry_exit_codes?: readonly number[];
}

function doublyMeant(at: Location, own: ExitCodes, common: ExitCodes): Finding[] {
  const option = own.retry_exit_codes === undefined ? 'give_up_exit_codes' : 'retry_exit_codes';
  if (own[option] === undefined) return [];
  const other = option === 'retry_exit_codes' ? 'give_up_exit_codes' : 'retry_exit_codes';
  const others: readonly number[] = own[other] ?? common[other] ?? EXIT_CODES[other];
  const both = own[option].filter((code) => others.includes(code));
  if (both.length === 0) return [];
  const found = `${both.join(', ')}, also in ${other}, ${JSON.stringify(others)}`;
  return [
    {
      at: [...at, option],
      found,
      expected: 'each code in one of them',
      hint: `Write ${other}, too, without it.`,
    },
  ];
}
