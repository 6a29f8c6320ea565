// `watchdog off KEY`: the whole tree is ended, and nothing starts it again until `on`.

import { findSwitchable } from './find-services.ts';
import { openLastConfig } from './open-last-config.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches off the services that a word means. */
export async function off(key: string, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openLastConfig(surroundings, { isActing: true });
  return switchServices(
    { kind: 'off', services: findSwitchable(config, key), wait: false },
    config,
    surroundings,
  );
}
