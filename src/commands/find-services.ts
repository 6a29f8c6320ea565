// The services that a command line names.

import type { Config, Service } from '../config/config.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../suggest.ts';

/** The named service. Throws UsageError with the nearest key when there is none. */
export function findService(config: Pick<Config, 'services' | 'path'>, key: string): Service {
  const service = config.services.find((one) => one.key === key);
  if (service !== undefined) return service;
  const keys = config.services.map((one) => one.key);
  const suggestion = nearest(key, keys);
  throw new UsageError(`command line: found ${JSON.stringify(key)}; expected a service of ${config.path}.`, {
    hint: suggestion === undefined ? `It has: ${keys.join(', ')}.` : `Did you mean "${suggestion}"?`,
  });
}
