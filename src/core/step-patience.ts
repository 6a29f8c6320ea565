// How long a step may take, so that nobody takes us for hanging before.

import type { Service } from '../config/config.ts';
import type { StepRecord } from './recovery.ts';

/** Milliseconds after which a step of a service is over for certain, whatever it is. */
export function longestMs(
  { manner }: Pick<StepRecord, 'manner'>,
  service: Pick<Service, 'killTimeoutSeconds' | 'cleanupTimeoutSeconds' | 'verifyDelaySeconds'>,
): number {
  const usualSeconds =
    service.killTimeoutSeconds + service.cleanupTimeoutSeconds + service.verifyDelaySeconds;
  return (usualSeconds + ownSeconds(manner)) * 1000;
}

function ownSeconds(manner: StepRecord['manner']): number {
  switch (manner?.kind) {
    case undefined:
    case 'signal':
      return 0;
    case 'run':
      return manner.timeoutSeconds ?? 0;
    case 'wait':
      return manner.waitSeconds;
    case 'kill':
      return manner.ladder.reduce((sum, [, waitSeconds]) => sum + waitSeconds, 0);
  }
}
