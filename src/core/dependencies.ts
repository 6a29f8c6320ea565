// What services that depend on each other mean for each other at one tick. Knows no policy of recovery.

import type { Dependency, Service } from '../config/config.ts';
import type { Instance } from './instance.ts';
import type { Judgement } from './judgement.ts';
import type { ServiceState } from './service-state.ts';

/** What is known of a service on which others depend. */
export interface Standing {
  readonly service: Pick<Service, 'restartsDependents'>;
  readonly judged: Pick<Judgement, 'verdict' | 'proven'>;
  readonly state: Pick<ServiceState, 'instance' | 'desired'>;
}

type Others = ReadonlyMap<string, Standing>;

/** In words, the first of these dependencies that is not up; one that is not checked holds nobody back. */
export function firstDown(dependsOn: readonly Dependency[], others: Others): string | undefined {
  if (dependsOn.length === 0) return undefined;
  const down = dependsOn.find((dependency) => !isUp(dependency, others.get(dependency.key)));
  return down && `${down.key} is ${notUp(down, others)}`;
}

/** Whether a dependency has come to what is asked of it. */
export function isUp({ condition }: Dependency, standing: Standing | undefined): boolean {
  if (standing === undefined || standing.judged.verdict === 'healthy') return true;
  return condition === 'started' && isAlive(standing);
}

/** The first of these dependencies that wants those restarted that are older than its own instance, once that is healthy, and have not been for it. */
export function firstRenewed(
  { instance, answered }: Pick<ServiceState, 'instance' | 'answered'>,
  dependsOn: readonly Dependency[],
  others: Others,
): string | undefined {
  if (dependsOn.length === 0 || instance === undefined) return undefined;
  return dependsOn.find(({ key }) => isRenewed({ instance, answered }, others.get(key)))?.key;
}

/** What was only found running may be as old as anything. */
function isRenewed(
  { instance: { since }, answered }: { instance: Instance; answered: ServiceState['answered'] },
  standing: Standing | undefined,
): boolean {
  if (!standing?.service.restartsDependents || standing.judged.verdict !== 'healthy') return false;
  const other = standing.state.instance;
  const isStarted = other?.origin === 'started' && other.since.bootId === since.bootId;
  const isAnswered = answered?.bootId === since.bootId && answered.bootMs > (other?.since.bootMs ?? 0);
  return isStarted && !isAnswered && other.since.bootMs > since.bootMs;
}

function notUp({ key, condition }: Dependency, others: Others): string {
  if (others.get(key)?.state.desired.mode === 'off') return 'switched off';
  return condition === 'started' ? 'not started' : 'not healthy';
}

/** What cannot be seen may be dead. */
function isAlive({ judged, state }: Standing): boolean {
  return state.instance !== undefined && !judged.proven && judged.verdict !== 'unknown';
}
