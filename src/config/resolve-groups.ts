/** Settles what the file says of groups. */
import type { Group } from './config.ts';
import { groupSchema } from './options/groups.ts';
import { layerPolicies } from './restart-policy.ts';
import type { ConfigDocument } from './schema.ts';

/** The groups of which the file says something, in its order. */
export function resolveGroups({ groups = {}, restart_policy: whole }: ConfigDocument): readonly Group[] {
  return Object.entries(groups).map(([name, { strategy, restart_policy: own }]) => ({
    name,
    strategy: strategy ?? groupSchema.properties.strategy.default,
    restartPolicy: layerPolicies([own, whole]),
  }));
}
