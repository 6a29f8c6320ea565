// What the processes of services use at this moment, for metrics. Judges nothing: a check of resources does.

import type { Service } from '../config/config.ts';
import type { Moment } from '../core/moment.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { Usage } from '../core/usage.ts';
import type { Host } from '../host/host.ts';
import { createCrowd } from './crowd.ts';
import { livingTree } from './measure-resources.ts';

/** From where services are looked at. */
export interface Standpoint {
  readonly host: Pick<
    Host,
    'uid' | 'uidOf' | 'pidNamespace' | 'usageOf' | 'processTable' | 'commandTable' | 'insiders'
  >;
  readonly states: ReadonlyMap<string, Pick<ServiceState, 'instance'>>;
  readonly now: Moment;
}

/** By key; a service of which nothing lives, or nothing can be told, is not among them. */
export function usageOfServices(
  services: readonly Pick<Service, 'key' | 'user'>[],
  { host, states, now }: Standpoint,
): ReadonlyMap<string, Usage> {
  const crowd = createCrowd(host);
  const found = new Map<string, Usage>();
  for (const service of services) {
    const instance = states.get(service.key)?.instance;
    const tree = livingTree({ host, service, instance, now, crowd });
    const usage = typeof tree === 'string' || tree.length === 0 ? undefined : host.usageOf(tree, {});
    if (usage !== undefined) found.set(service.key, usage);
  }
  return found;
}
