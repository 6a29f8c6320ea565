// `watchdog release KEY`: the end of a hold; what was wanted before is wanted again.

import { findSwitchable } from './find-services.ts';
import { openLastConfig } from './open-last-config.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Releases the services that a word means. */
export async function release(key: string, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openLastConfig(surroundings, { isActing: true });
  const services = findSwitchable(config, key);
  return switchServices({ kind: 'release', services, wait: false }, config, surroundings);
}
