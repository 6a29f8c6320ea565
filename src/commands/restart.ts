// `watchdog restart KEY`: the service's whole recovery, now, with all patience anew.

import { ask } from './ask.ts';
import { awaitHealthy } from './await-healthy.ts';
import { findService } from './find-services.ts';
import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import type { SwitchOptions, SwitchReport } from './switch-report.ts';

/** Restarts one service. */
export async function restart(
  key: string,
  options: SwitchOptions,
  surroundings: Surroundings,
): Promise<SwitchReport> {
  const config = openConfig(surroundings);
  const services = [findService(config, key)];
  const answers = await ask({ kind: 'restart', services }, config, surroundings);
  return { answers: options.wait ? await awaitHealthy(answers, config, surroundings) : answers };
}
