// Brakes over the whole tick, for what is inferred, never for what is proven: a dead service is always started again.
// A change of the clocks kills nobody; during an incident of the host only the canary is recovered.

import type { BrakeState, Incident } from './brake-state.ts';
import type { Decision } from './decision.ts';
import { type Braked, nextIncident } from './incident.ts';
import type { Moment } from './moment.ts';

/** Why a decision is held back. */
type Hold = ObserveOnly | 'clock_step' | 'mass_failure';

/** Why nothing may be done, whatever is decided: the record was lost a few ticks ago; it cannot be used; or the pass is over. */
export type ObserveOnly = 'record_lost' | 'record_unusable' | 'afterwards';

/** Of the host, at this tick. */
export interface Conditions {
  readonly now: Moment;
  readonly clock: 'stepped' | 'slept' | undefined;
  /** Absent when what is decided may be done. */
  readonly observeOnly: ObserveOnly | undefined;
}

/** What the brakes do to the decisions. */
export interface BrakeResult {
  readonly brakes: BrakeState;
  /** The decisions in place of those that are held back; each says why. All others stand. */
  readonly held: ReadonlyMap<string, Decision>;
}

/** Holds back what should not be done at this tick. */
export function brake(
  before: BrakeState,
  services: ReadonlyMap<string, Braked>,
  conditions: Conditions,
): BrakeResult {
  const incident = nextIncident(before.incident, services, conditions.now);
  const held = new Map<string, Decision>();
  const circumstances = { ...conditions, incident };
  for (const [key, braked] of services) {
    const reason = holdReason(key, braked, circumstances);
    if (reason !== undefined) held.set(key, hold(braked.decision, reason));
  }
  return { brakes: incident === before.incident ? before : { ...before, incident }, held };
}

function holdReason(
  key: string,
  { decision, judged }: Braked,
  { observeOnly, clock, incident }: Conditions & { incident: Incident | undefined },
): Hold | undefined {
  if (decision.action.kind === 'none' || decision.action.kind === 'close') return undefined;
  if (observeOnly !== undefined) return observeOnly;
  if (judged.proven || decision.action.kind === 'resume') return undefined;
  if (clock !== undefined) return 'clock_step';
  return incident !== undefined && incident.canary !== key ? 'mass_failure' : undefined;
}

const WHY: Record<Hold, string> = {
  record_lost: 'the database was lost lately: only observing for a few ticks',
  record_unusable: 'the database cannot be used: only observing',
  afterwards: 'the next tick decides',
  clock_step: 'the clock was stepped, or the host slept',
  mass_failure: 'most living services went bad at once: held until a canary has come back',
};

function hold(decision: Decision, why: Hold): Decision {
  return {
    ...decision,
    action: { kind: 'none' },
    reason: why === 'clock_step' || why === 'mass_failure' ? why : 'observe_only',
    detail: `${decision.detail}; ${WHY[why]}`,
  };
}
