// Checks that only a new instance must pass. Once it is proved they are neither looked at nor remembered.

import type { Check } from '../../config/check.ts';
import type { Instance } from '../instance.ts';

/** Of the checks of a service, those that matter for its instance. */
export function standingChecks<T extends Pick<Check, 'onlyUntilProven'>>(
  checks: readonly T[],
  instance: Pick<Instance, 'recoveryId'> | undefined,
): readonly T[] {
  if (instance?.recoveryId !== undefined || !checks.some(isReadiness)) return checks;
  return checks.filter((check) => !isReadiness(check));
}

function isReadiness({ onlyUntilProven }: Pick<Check, 'onlyUntilProven'>): boolean {
  return onlyUntilProven === true;
}
