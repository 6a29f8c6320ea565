// What services that depend on each other mean for each other at one tick. Knows no policy of recovery.

import type { Dependency } from '../config/config.ts';
import type { Judgement } from './judgement.ts';
import type { ServiceState } from './service-state.ts';

/** What is known of a service on which others depend. */
export interface Standing {
  readonly judged: Pick<Judgement, 'verdict' | 'proven'>;
  readonly state: Pick<ServiceState, 'instance'>;
}

/** The first of these dependencies that is not up; one that is not checked holds nobody back. */
export function firstDown(
  dependsOn: readonly Dependency[],
  others: ReadonlyMap<string, Standing>,
): string | undefined {
  if (dependsOn.length === 0) return undefined;
  return dependsOn.find((dependency) => !isUp(dependency, others.get(dependency.key)))?.key;
}

/** Whether a dependency has come to what is asked of it. */
export function isUp({ condition }: Dependency, standing: Standing | undefined): boolean {
  if (standing === undefined || standing.judged.verdict === 'healthy') return true;
  return condition === 'started' && isAlive(standing);
}

/** What cannot be seen may be dead. */
function isAlive({ judged, state }: Standing): boolean {
  return state.instance !== undefined && !judged.proven && judged.verdict !== 'unknown';
}
