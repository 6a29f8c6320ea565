// Which steps a trouble calls for: those of its verdict, and others once the usual ones have not helped.

import type { Service } from '../config/config.ts';
import type { Step } from '../config/step.ts';
import type { Verdict } from './verdict.ts';

/** The steps to take, and whether they are no longer the usual ones. */
export interface Remedy {
  readonly steps: readonly Step[];
  readonly isEscalated: boolean;
}

/** The remedy for a verdict, after so many recoveries in a row without a stable period. */
export function remedyFor(
  { recoveryActions, remedies }: Pick<Service, 'recoveryActions' | 'remedies'>,
  verdict: Verdict,
  level: number,
): Remedy {
  const rung = remedies.escalation.findLast(({ after }) => level >= after);
  if (rung !== undefined) return { steps: rung.steps, isEscalated: true };
  return { steps: remedies.byVerdict[verdict] ?? recoveryActions, isEscalated: false };
}
