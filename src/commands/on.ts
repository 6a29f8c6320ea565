// `watchdog on KEY`: the service is wanted; it is started unless something of it already runs.

import { findService } from './find-services.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches one service on. */
export async function on(key: string, wait: boolean, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  return switchServices({ kind: 'on', services: [findService(config, key)], wait }, config, surroundings);
}
