// `watchdog restart KEY`: the service's whole recovery, now, with all patience anew.

import { findSwitchable } from './find-services.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Restarts the services that a word means. */
export async function restart(key: string, wait: boolean, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  return switchServices(
    { kind: 'restart', services: findSwitchable(config, key), wait },
    config,
    surroundings,
  );
}
