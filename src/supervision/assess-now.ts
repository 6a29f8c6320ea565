// Looks at one service by itself, between the passes. Changes nothing.

import type { Service } from '../config/config.ts';
import { stateOf } from './remember.ts';
import { type Assessment, assess } from './supervise.ts';
import type { World } from './world.ts';

/** What a service is now, in the light of what is remembered of it. */
export function assessNow(service: Service, world: Pick<World, 'host' | 'memory'>): Assessment {
  const { host, memory } = world;
  const view = { host, at: host.now(), rebasedAt: memory.brakes.rebasedAt };
  return assess(service, stateOf(world, service.key), view);
}
