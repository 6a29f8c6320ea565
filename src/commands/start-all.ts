// `watchdog start-all`: every enabled service is wanted, and started unless it runs; one that is held is left alone.

import { checkedServices } from '../supervision/world.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches every enabled service on. */
export async function startAll(wait: boolean, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  const services = checkedServices(config);
  return switchServices({ kind: 'on', services, wait, wording: { sparesHeld: true } }, config, surroundings);
}
