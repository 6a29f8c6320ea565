// Where the heartbeat of a service lies, and how often it is due, as the config says.

import { UsageError } from '../../errors.ts';
import { findServices } from '../find-services.ts';
import { openConfig } from '../open-world.ts';
import type { Surroundings } from '../surroundings.ts';
import { rememberPlace } from './known-place.ts';
import type { Place } from './place.ts';

/** The place of the one service that `word` names. Throws UsageError where there is none, and ConfigError. */
export function configuredPlace(word: string | undefined, surroundings: Surroundings): Place {
  if (word === undefined)
    throw new UsageError('command line: found no key, nor one in WATCHDOG_KEY; expected one.', {
      hint: 'Name the service whose heartbeat it is.',
    });
  const config = openConfig(surroundings);
  const [service, ...others] = findServices(config, word);
  const heartbeatPath = service?.heartbeatPath;
  if (service === undefined || heartbeatPath === undefined || others.length > 0) {
    const found = others.length > 0 ? 'several services' : 'a service without heartbeat_path';
    throw new UsageError(`command line: found ${JSON.stringify(word)}, ${found}; expected one with it.`, {
      hint: `Name one of ${config.path} that has a heartbeat_path.`,
    });
  }
  const place = { key: service.key, path: heartbeatPath, timeoutSeconds: service.timeoutSeconds };
  // By its own key alone it is asked for the next time.
  if (word === service.key) rememberPlace(place, config, surroundings.cache);
  return place;
}
