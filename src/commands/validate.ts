// `watchdog validate`: whether the config is one that every other verb would take.

import { openConfig } from './open-world.ts';
import type { Surroundings } from './surroundings.ts';

/** A config without a mistake. */
export interface ValidateReport {
  readonly path: string;
  readonly services: number;
  readonly enabled: number;
}

/** Reads and checks the config, whatever was found before. Throws ConfigError, with every mistake in it. */
export function validate(surroundings: Surroundings): ValidateReport {
  const { path, services } = openConfig({ ...surroundings, cache: undefined });
  return { path, services: services.length, enabled: services.filter(({ enabled }) => enabled).length };
}
