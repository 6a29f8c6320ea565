// `watchdog on KEY`: the service is wanted; it is started unless something of it already runs.

import { ask } from './ask.ts';
import { awaitHealthy } from './await-healthy.ts';
import { findService } from './find-services.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import type { SwitchOptions, SwitchReport } from './switch-report.ts';

/** Switches one service on. */
export async function on(
  key: string,
  options: SwitchOptions,
  surroundings: Surroundings,
): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  const services = [findService(config, key)];
  const answers = await ask({ kind: 'on', services }, config, surroundings);
  return { answers: options.wait ? await awaitHealthy(answers, config, surroundings) : answers };
}
