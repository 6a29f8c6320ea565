// When a service that was given up is tried again, in words.

import type { Service } from '../config/config.ts';
import type { Moment } from './moment.ts';
import { waitMs } from './restarts.ts';
import type { Restarts } from './service-state.ts';

/** When it is tried again of our own accord, and how at once. */
export function tellNextAttempt(
  restarts: Restarts,
  { key, restartPolicy }: Pick<Service, 'key' | 'restartPolicy'>,
  now: Moment,
): string {
  const seconds = Math.ceil(waitMs(restarts, restartPolicy, now) / 1000);
  return `next attempt in ${seconds} s, at once by "watchdog restart ${key}"`;
}
