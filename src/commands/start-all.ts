// `watchdog start-all`: every enabled service is wanted, and started unless it runs.

import { checkedServices } from '../supervision/world.ts';
import { ask } from './ask.ts';
import { awaitHealthy } from './await-healthy.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import type { SwitchOptions, SwitchReport } from './switch-report.ts';

/** Switches every enabled service on. */
export async function startAll(options: SwitchOptions, surroundings: Surroundings): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  const answers = await ask({ kind: 'on', services: checkedServices(config) }, config, surroundings);
  return { answers: options.wait ? await awaitHealthy(answers, config, surroundings) : answers };
}
