// `watchdog off KEY`: the whole tree is ended, and nothing starts it again until `on`, or until its time is over.

import type { Wording } from '../core/request.ts';
import { findSwitchable } from './find-services.ts';
import { openLastConfig } from './open-last-config.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches off the services that a word means. */
export async function off(key: string, wording: Wording, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openLastConfig(surroundings, { isActing: true });
  const services = findSwitchable(config, key);
  return switchServices({ kind: 'off', services, wait: false, wording }, config, surroundings);
}
