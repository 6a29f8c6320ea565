// Brakes over the whole tick, for what is inferred, never for what is proven: a dead service is always started again.
// A change of the clocks kills nobody; many living services going bad at once are taken for the host's own trouble:
// hold one tick, then try one of them as a canary, then the rest.

import type { BrakeState, Incident } from './brake-state.ts';
import type { Decision } from './decide.ts';
import type { Judgement } from './judge.ts';
import type { Moment } from './moment.ts';
import type { Reason } from './recovery.ts';
import { isBad } from './verdict.ts';

const FEWEST_FOR_INCIDENT = 4;

/** One service as the brakes see it. */
export interface Braked {
  readonly judged: Judgement;
  readonly decision: Decision;
  /** Whether it was up before this tick. */
  readonly wasUp: boolean;
}

/** Of the host, at this tick. */
export interface Conditions {
  readonly now: Moment;
  readonly clock: 'stepped' | 'slept' | undefined;
  /** The database was lost a few ticks ago: look, do not touch. */
  readonly observeOnly: boolean;
}

/** What the brakes leave of the decisions. */
export interface BrakeResult {
  readonly brakes: BrakeState;
  readonly decisions: ReadonlyMap<string, Decision>;
}

/** Holds back what should not be done at this tick. Keys keep their order; a held decision says why. */
export function brake(
  before: BrakeState,
  services: ReadonlyMap<string, Braked>,
  conditions: Conditions,
): BrakeResult {
  const incident = nextIncident(before.incident, services, conditions.now);
  const decisions = new Map<string, Decision>();
  for (const [key, braked] of services) {
    const reason = holdReason(key, braked, { ...conditions, incident });
    decisions.set(key, reason === undefined ? braked.decision : hold(braked.decision, reason));
  }
  return { brakes: incident === before.incident ? before : { ...before, incident }, decisions };
}

function holdReason(
  key: string,
  { decision, judged }: Braked,
  { observeOnly, clock, incident }: Conditions & { incident: Incident | undefined },
): Reason | undefined {
  if (decision.action.kind === 'none' || decision.action.kind === 'close') return undefined;
  if (observeOnly) return 'observe_only';
  if (judged.proven || decision.action.kind === 'resume') return undefined;
  if (clock !== undefined) return 'clock_step';
  return incident !== undefined && incident.canary !== key ? 'mass_failure' : undefined;
}

const WHY: Partial<Record<Reason, string>> = {
  observe_only: 'the database was lost lately: only observing for a few ticks',
  clock_step: 'the clock was stepped, or the host slept',
  mass_failure: 'most living services went bad at once: held until a canary has come back',
};

function hold(decision: Decision, reason: Reason): Decision {
  return {
    ...decision,
    action: { kind: 'none' },
    reason,
    detail: `${decision.detail}; ${WHY[reason] ?? reason}`,
  };
}

function nextIncident(
  before: Incident | undefined,
  services: ReadonlyMap<string, Braked>,
  now: Moment,
): Incident | undefined {
  if (before === undefined) return isMassFailure(services) ? { since: now, canary: undefined } : undefined;
  const suspects = [...services].filter(([, braked]) => isSuspect(braked)).map(([key]) => key);
  if (suspects.length === 0) return undefined;
  const canary = before.canary === undefined ? undefined : services.get(before.canary);
  if (canary?.judged.verdict === 'healthy') return undefined;
  if (canary !== undefined && isOnItsWay(canary)) return before;
  return { ...before, canary: nextCanary(before.canary, suspects) };
}

/** More than half of at least four living services went bad at this very tick. */
function isMassFailure(services: ReadonlyMap<string, Braked>): boolean {
  const wereUp = [...services.values()].filter((braked) => braked.wasUp && !braked.judged.proven);
  return wereUp.length >= FEWEST_FOR_INCIDENT && wereUp.filter(isSuspect).length * 2 > wereUp.length;
}

function isSuspect({ judged, decision }: Braked): boolean {
  return isBad(judged.verdict) && !judged.proven && decision.reason !== 'off';
}

/** The canary's recovery is to come, under way, or waiting for its first beat. */
function isOnItsWay({ judged, decision }: Braked): boolean {
  return (
    judged.verdict === 'starting' || decision.action.kind === 'recover' || decision.reason === 'recovering'
  );
}

function nextCanary(last: string | undefined, suspects: readonly string[]): string | undefined {
  const index = last === undefined ? -1 : suspects.indexOf(last);
  return suspects[(index + 1) % suspects.length];
}
