// `watchdog validate`: whether the config is one that every other verb would take.

import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';
import { warningsOf } from './warnings.ts';

/** A config without a mistake. */
export interface ValidateReport {
  readonly path: string;
  readonly services: number;
  readonly enabled: number;
  /** What somebody should hear of before we work by this config, as sentences. */
  readonly warnings: readonly string[];
}

/** Reads and checks the config, whatever was found before. Throws ConfigError, with every mistake in it. */
export function validate(surroundings: Surroundings): ValidateReport {
  const config = openConfig({ ...surroundings, cache: undefined });
  const { path, services } = config;
  const enabled = services.filter((service) => service.enabled).length;
  return { path, services: services.length, enabled, warnings: warningsOf(config) };
}
