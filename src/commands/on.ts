// `watchdog on KEY`: the service is wanted (`@NAME`: all that have that name); it is started unless something of it already runs.

import { findSwitchable } from './find-services.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches on the services that a word means. */
export async function on(key: string, wait: boolean, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  return switchServices({ kind: 'on', services: findSwitchable(config, key), wait }, config, surroundings);
}
