// From where the holder of the lease looks at a single service, between two passes.

import type { Config } from '../config/config.ts';
import type { Others } from '../core/others.ts';
import type { Viewpoint } from './supervise.ts';
import type { Memory, World } from './world.ts';

/** A look of now, in the light of all that is remembered. */
export function viewOf({ config, host, memory, store }: World): Viewpoint {
  return {
    host,
    logDir: config.logDir,
    at: host.now(),
    lastTickAt: memory.lastTickAt,
    rebasedAt: memory.brakes.rebasedAt,
    others: othersIn(config, memory),
    last: store.lastMarks(),
  };
}

/** All services of a config, and what is on record of any. */
export function othersIn(
  { services, path }: Pick<Config, 'services' | 'path'>,
  { states }: Pick<Memory, 'states'>,
): Others {
  const isConfigured = (key: string) => services.some((service) => service.key === key);
  return { configPath: path, records: states, isConfigured };
}
