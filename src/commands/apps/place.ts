// Where the heartbeat of a service lies, as the watchdog has told it to what it started. Knows no config.

import type { Surroundings } from '../surroundings.ts';

/** The heartbeat of a service. */
export interface Place {
  readonly key: string;
  /** Absolute, or relative to the working directory. */
  readonly path: string;
}

/** The place that the environment names for `key` (without one: for its own key); undefined where it names none, or another service's. */
export function placeInEnvironment(
  key: string | undefined,
  { env }: Pick<Surroundings, 'env'>,
): Place | undefined {
  const { WATCHDOG_KEY: ownKey, WATCHDOG_HEARTBEAT_FILE: path } = env;
  const wanted = key || ownKey;
  if (!wanted || !path || (ownKey && ownKey !== wanted)) return undefined;
  return { key: wanted, path };
}
