// `watchdog stop-all`: every enabled service is ended, and stays off.

import { checkedServices } from '../supervision/world.ts';
import { ask } from './ask.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import type { SwitchReport } from './switch-report.ts';

/** Switches every enabled service off. */
export async function stopAll(surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  return { answers: await ask({ kind: 'off', services: checkedServices(config) }, config, surroundings) };
}
