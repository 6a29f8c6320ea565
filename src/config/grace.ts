/** Settles how long a new instance may take to its first heartbeat. */
import { shareable } from './service-schema.ts';

const LEAST_SECONDS = 60;

/** Seconds, given what is written for a service or for all. */
export function graceSecondsOf({
  start_grace_seconds: written,
  timeout_seconds: timeout = shareable.timeout_seconds.default,
}: {
  readonly start_grace_seconds?: number;
  readonly timeout_seconds?: number;
}): number {
  return written ?? Math.max(LEAST_SECONDS, timeout);
}
