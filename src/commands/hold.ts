// `watchdog hold KEY`: nothing is done to the service of our own accord until `release`, or until its time is over; it is watched on.

import type { Wording } from '../core/request.ts';
import { findSwitchable } from './find-services.ts';
import { openLastConfig } from './open-last-config.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Holds the services that a word means. */
export async function hold(key: string, wording: Wording, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openLastConfig(surroundings, { isActing: true });
  const services = findSwitchable(config, key);
  return switchServices({ kind: 'hold', services, wait: false, wording }, config, surroundings);
}
