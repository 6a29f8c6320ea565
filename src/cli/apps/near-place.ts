// Where the heartbeat of a service lies, as far as that is known without reading the config. For the small bundles.

import { knownPlace } from '../../commands/apps/known-place.ts';
import { type Place, placeInEnvironment } from '../../commands/apps/place.ts';
import { openCache } from '../own-cache.ts';

/** The place that the environment names, or an unchanged config did before; undefined where neither does. */
export function nearPlace({
  key,
  config: configPath,
}: {
  readonly key?: string | undefined;
  readonly config?: string | undefined;
}): Place | undefined {
  const { env } = process;
  const told = configPath === undefined ? placeInEnvironment(key, process) : undefined;
  const wanted = key ?? env.WATCHDOG_KEY;
  if (told !== undefined || !wanted) return told;
  const cache = openCache(env, process.geteuid?.() ?? -1);
  return knownPlace(wanted, { env, cwd: process.cwd(), configPath, cache });
}
