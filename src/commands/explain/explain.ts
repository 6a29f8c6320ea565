// `watchdog explain KEY`: why a service is as it is, by the same look that a tick takes; or as it was, by what is on record.
// Changes nothing.

import type { Config } from '../../config/config.ts';
import { findServices } from '../find-services.ts';
import { look } from '../look.ts';
import { openLastConfig } from '../open-last-config.ts';
import { openHost } from '../open-world.ts';
import { readRecord } from '../reader-of.ts';
import type { Surroundings } from '../surroundings.ts';
import { explainNow } from './explain-now.ts';
import { explainThen } from './explain-then.ts';
import type { ExplainReport } from './explanation.ts';
import { placesIn } from './places-in.ts';

/** Explains every service that a word means, now or at an instant (milliseconds since 1970). */
export function explain(key: string, atMs: number | undefined, surroundings: Surroundings): ExplainReport {
  const config = openLastConfig(surroundings, { isActing: false });
  const keys = findServices(config, key).map((service) => service.key);
  return atMs === undefined ? ofNow(config, keys) : { path: config.path, ...explainThen(config, keys, atMs) };
}

/** All are judged, also when one is asked for: what is decided of it may hang on the others. */
function ofNow(config: Config, keys: readonly string[]): ExplainReport {
  const record = readRecord(config);
  const recordProblem = record.problem && `${record.problem.message}. ${record.problem.hint}`;
  const view = look({ config, host: openHost(), record });
  const places = placesIn(config.path);
  const explanations = keys.map((one) => explainNow(one, { config, view, places }));
  return { path: config.path, explanations, recordProblem };
}
