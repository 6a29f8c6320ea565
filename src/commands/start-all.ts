// `watchdog start-all`: every enabled service is wanted, and started unless it runs.

import { checkedServices } from '../supervision/world.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches every enabled service on. */
export async function startAll(wait: boolean, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  return switchServices({ kind: 'on', services: checkedServices(config), wait }, config, surroundings);
}
