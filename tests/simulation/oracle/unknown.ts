// I5: a service that could not be looked at is neither recovered of our own accord, nor is anything about it changed.

import type { TickCommit } from '../../../src/store/store.ts';
import type { Witness } from './witness.ts';

/** Judges a tick that was committed. */
export function checkUnknown(
  { recoveries, states }: TickCommit,
  { senses, findings, config }: Witness,
): void {
  const checked = config().services.filter(({ enabled }) => enabled);
  for (const { key } of checked.filter((service) => senses.unseen.has(service.key))) {
    if (recoveries.some((plan) => plan.key === key))
      findings.violate('I5', `${key} is recovered though it could not be looked at`);
    if (states.has(key))
      findings.violate('I5', `what is remembered of ${key} changes though it could not be looked at`);
  }
}
