/** The look that is implied where a stale service may be busy: what its processes use. It is no check of the operator's. */
import type { Check } from '../check.ts';
import { busyOptions } from '../options/busy.ts';
import type { DefaultsEntry, ServiceEntry } from '../schema.ts';

/** A name that no check in a file may have. */
const BUSY = '#busy';

/** The checks of a service, and that look where it is asked for. */
export function withBusyLook(
  checks: readonly Check[],
  { heartbeat_path: heartbeat, busy_grace_seconds: own }: ServiceEntry,
  { common, timeoutSeconds }: { common: DefaultsEntry; timeoutSeconds: number },
): readonly Check[] {
  const graceSeconds = own ?? common.busy_grace_seconds ?? busyOptions.busy_grace_seconds.default;
  if (graceSeconds === 0 || heartbeat === undefined) return checks;
  return [...checks, busyLook(graceSeconds, timeoutSeconds)];
}

function busyLook(graceSeconds: number, staleAfterSeconds: number): Check {
  return {
    name: BUSY,
    probe: { kind: 'busy', graceSeconds, staleAfterSeconds },
    timeoutSeconds: 5,
    intervalSeconds: 0,
    failureThreshold: 1,
    of: 1,
    initialDelaySeconds: 0,
    severity: 'warn',
    fallback: undefined,
  };
}
