// `watchdog stop-all`: every enabled service is ended, and stays off; one that is held is left alone.

import { checkedServices } from '../supervision/world.ts';
import { openLastConfig } from './open-last-config.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Switches every enabled service off. */
export async function stopAll(surroundings: Surroundings): Promise<SwitchReport> {
  const config = openLastConfig(surroundings, { isActing: true });
  return switchServices(
    { kind: 'off', services: checkedServices(config), wait: false, wording: { sparesHeld: true } },
    config,
    surroundings,
  );
}
