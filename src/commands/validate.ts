// `watchdog validate`: whether the config is one that every other verb would take, and what of it somebody will regret.

import { factsFor } from './lint/facts.ts';
import { type LintReport, lintsOf } from './lint/lints-of.ts';
import { type Mended, mendConfig } from './lint/mend-config.ts';
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
  /** What of it somebody will regret, in the order of its lines. */
  readonly findings: readonly LintReport[];
  /** What was mended. */
  readonly mended: readonly Mended[];
}

/** Reads and checks the config, whatever was found before; with `isToMend`, writes the cures that are safe. Throws ConfigError, with every mistake in it. */
export function validate(
  { isToMend }: { readonly isToMend: boolean },
  surroundings: Surroundings,
): ValidateReport {
  const fresh = { ...surroundings, cache: undefined };
  const found = openConfig(fresh);
  const facts = factsFor(found, surroundings);
  const mended = isToMend ? mendConfig(found, facts) : [];
  const config = mended.length === 0 ? found : openConfig(fresh);
  const { path, services } = config;
  const enabled = services.filter((service) => service.enabled).length;
  const findings = lintsOf(config, facts);
  return { path, services: services.length, enabled, warnings: warningsOf(config), findings, mended };
}
