// `watchdog summary [KEY]`: what the past of services comes to in numbers. Changes nothing.

import { findServices } from '../find-services.ts';
import { openLastConfig } from '../open-last-config.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Since } from './history.ts';
import { lookBack, type Past } from './look-back.ts';
import { withHistory } from './open-past.ts';

/** Reckons the past of the services that a word means; without one, of all that are enabled. */
export function summary(
  { word, sinceMs }: Since & { readonly word: string | undefined },
  surroundings: Surroundings,
): Past {
  const config = openLastConfig(surroundings, { isActing: false });
  const services =
    word === undefined ? config.services.filter(({ enabled }) => enabled) : findServices(config, word);
  const window = { fromMs: sinceMs, untilMs: Date.now() };
  return withHistory(config, (record) => lookBack(record, { ...config, services, window }));
}
