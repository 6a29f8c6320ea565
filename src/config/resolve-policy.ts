/** Settles whether, and after how many failures of which kind, a service is recovered. */
import type { Service } from './config.ts';
import { policyOptions } from './options/policy.ts';
import type { DefaultsEntry, ServiceEntry } from './schema.ts';
import { overridable } from './shared-properties.ts';

/** The part of a service that is its policy, but for how patient it is. */
type Policy = Pick<Service, 'threshold' | 'thresholds' | 'restart' | 'giveUpExitCodes' | 'retryExitCodes'>;

const NO_THRESHOLDS = {};
const { restart, give_up_exit_codes: giveUp, retry_exit_codes: retry } = policyOptions;
const { default: threshold } = overridable.consecutive_failures_threshold;

/** The policy in force: what the service says, else what all share. */
export function resolvePolicy(entry: ServiceEntry, common: DefaultsEntry): Policy {
  return {
    threshold: entry.consecutive_failures_threshold ?? common.consecutive_failures_threshold ?? threshold,
    thresholds: entry.thresholds ?? common.thresholds ?? NO_THRESHOLDS,
    restart: entry.restart ?? common.restart ?? restart.default,
    giveUpExitCodes: entry.give_up_exit_codes ?? common.give_up_exit_codes ?? giveUp.default,
    retryExitCodes: entry.retry_exit_codes ?? common.retry_exit_codes ?? retry.default,
  };
}
