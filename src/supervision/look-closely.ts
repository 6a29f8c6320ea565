// One look at a single service between two passes, its checks included. Remembers nothing of what it sees.

import type { Service } from '../config/config.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { Assessment } from '../core/situation.ts';
import { assessNow } from './assess-now.ts';
import { HOLDERS_CHECK } from './check-means.ts';
import { createLookout } from './lookout.ts';
import type { World } from './world.ts';

/** The same look that a tick takes; `checks` are those that are looked at, when they are due. */
export async function lookClosely(
  service: Service,
  world: World,
  { checks, states }: { checks: Service['checks']; states: ReadonlyMap<string, ServiceState> } = {
    checks: service.checks,
    states: world.memory.states,
  },
): Promise<Assessment> {
  const { host } = world;
  const lookout = createLookout(host, HOLDERS_CHECK);
  await lookout.begin({ ...world.config, services: [{ ...service, checks }] }, states, { now: host.now() });
  const readings = lookout.take();
  return assessNow(service, world, readings);
}
