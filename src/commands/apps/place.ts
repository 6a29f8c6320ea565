// Where the heartbeat of a service lies, as the watchdog has told it to what it started. Knows no config.

import type { Surroundings } from '../surroundings.ts';

/** The heartbeat of a service. */
export interface Place {
  readonly key: string;
  /** Absolute, or relative to the working directory. */
  readonly path: string;
  /** When its beat is too old; absent where whoever named the place did not say. */
  readonly timeoutSeconds?: number | undefined;
}

/** The place that the environment names for `key` (without one: for its own key); undefined where it names none, or another service's. */
export function placeInEnvironment(
  key: string | undefined,
  { env }: Pick<Surroundings, 'env'>,
): Place | undefined {
  const { WATCHDOG_KEY: ownKey, WATCHDOG_HEARTBEAT_FILE: path, WATCHDOG_TIMEOUT_SECONDS: timeout } = env;
  const wanted = key || ownKey;
  if (!wanted || !path || (ownKey && ownKey !== wanted)) return undefined;
  return { key: wanted, path, timeoutSeconds: readTimeout(timeout) };
}

/** The seconds that a text tells; undefined where it tells none. */
export function readTimeout(text: string | undefined): number | undefined {
  const seconds = Number(text ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}
