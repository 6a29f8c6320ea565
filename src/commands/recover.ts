// `watchdog recover [KEY]`: the recovery that its trouble calls for, now, of what is down; whatever is well stays as it is.

import { checkedServices } from '../supervision/world.ts';
import { findSwitchable } from './find-services.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Recovers what is down of the services that a word means; without one, of all that are not held. */
export async function recover(key: string | undefined, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  const services = key === undefined ? checkedServices(config) : findSwitchable(config, key);
  const wording = { sparesHeld: key === undefined };
  return switchServices({ kind: 'recover', services, wait: false, wording }, config, surroundings);
}
