// `watchdog off KEY`: the whole tree is ended, and nothing starts it again until `on`.

import { findService } from './find-services.ts';
import { openLastConfig } from './open-last-config.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches one service off. */
export async function off(key: string, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openLastConfig(surroundings, { isActing: true });
  return switchServices(
    { kind: 'off', services: [findService(config, key)], wait: false },
    config,
    surroundings,
  );
}
