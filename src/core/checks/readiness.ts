// Checks that only a new instance must pass. Once it is proved they are neither looked at nor remembered.

import type { Check } from '../../config/check.ts';
import type { Instance } from '../instance.ts';
import type { Reading, Readings } from './reading.ts';

/** Of the checks of a service, those that matter for its instance. */
export function standingChecks<T extends Pick<Check, 'onlyUntilProven'>>(
  checks: readonly T[],
  instance: Pick<Instance, 'recoveryId'> | undefined,
): readonly T[] {
  if (instance?.recoveryId !== undefined || !checks.some(isReadiness)) return checks;
  return checks.filter((check) => !isReadiness(check));
}

/** The same readings, in which a command that says that its service is not ready has failed: of `test -f ready` that is a 1, too. */
export function withUnready(checks: readonly Check[], readings: Readings): Readings {
  if (readings.size === 0) return readings;
  const unready = checks.filter((check) => isReadiness(check) && saysNotYet(check, readings.get(check.name)));
  if (unready.length === 0) return readings;
  const failed = unready.map(
    ({ name }) => [name, { ...readings.get(name), kind: 'failed' } as Reading] as const,
  );
  return new Map([...readings, ...failed]);
}

/** What answers over http, with a certificate that will expire perhaps, is ready. */
function saysNotYet({ probe }: Check, reading: Reading | undefined): boolean {
  return probe.kind === 'command' && reading?.kind === 'degraded';
}

function isReadiness({ onlyUntilProven }: Pick<Check, 'onlyUntilProven'>): boolean {
  return onlyUntilProven === true;
}
