// `watchdog restart-all`: every enabled service is restarted; those that are off or held are left alone.

import { checkedServices } from '../supervision/world.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { type SwitchReport, switchServices } from './switch-services.ts';

/** Restarts every enabled service that is neither off nor held. */
export async function restartAll(surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  const wording = { sparesHeld: true };
  return switchServices(
    { kind: 'restart', services: checkedServices(config), wait: false, wording },
    config,
    surroundings,
  );
}
