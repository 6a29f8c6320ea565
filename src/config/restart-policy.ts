/** Settles a restart policy field by field from the places where it may be written. It does not judge the numbers. */
import type { RestartPolicy } from './config.ts';
import type { RestartPolicyEntry } from './schema.ts';
import { restartPolicy } from './shared-properties.ts';

const { properties: fields } = restartPolicy;

/** The policy in force: for each field the first layer that has it, else the schema's default. */
export function layerPolicies(layers: readonly (RestartPolicyEntry | undefined)[]): RestartPolicy {
  const written: RestartPolicyEntry = Object.assign({}, ...layers.toReversed());
  return {
    maxRestarts: written.max_restarts ?? fields.max_restarts.default,
    windowSeconds: written.window_seconds ?? fields.window_seconds.default,
    backoffSeconds: written.backoff_seconds ?? fields.backoff_seconds.default,
    backoffMultiplier: written.backoff_multiplier ?? fields.backoff_multiplier.default,
    maxBackoffSeconds: written.max_backoff_seconds ?? fields.max_backoff_seconds.default,
    stableSeconds: written.stable_seconds ?? fields.stable_seconds.default,
    successThreshold: written.success_threshold,
  };
}
