// Checks that a new instance must pass once. Once it is proved they are neither looked at nor remembered.

import type { Check } from '../../config/check.ts';
import type { Instance } from '../instance.ts';
import type { Readings } from './reading.ts';

/** Of the checks of a service, those that matter for its instance. */
export function standingChecks<T extends Pick<Check, 'onlyUntilProven'>>(
  checks: readonly T[],
  instance: Pick<Instance, 'recoveryId'> | undefined,
): readonly T[] {
  if (instance?.recoveryId !== undefined || !checks.some(isReadiness)) return checks;
  return checks.filter((check) => !isReadiness(check));
}

/** The first check that a new instance has yet to pass. */
export function awaitedCheck(checks: readonly Check[], readings: Readings): Check | undefined {
  return checks.find((check) => isReadiness(check) && readings.get(check.name)?.kind !== 'passed');
}

function isReadiness({ onlyUntilProven }: Pick<Check, 'onlyUntilProven'>): boolean {
  return onlyUntilProven === true;
}
