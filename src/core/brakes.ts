// Brakes over the whole tick, for what is inferred, never for what is proven: a dead service is always started again.
// A change of the clocks kills nobody, nor does a host in trouble; during a mass failure only the canary is, then more each time.

import type { BrakeState, Incident } from './brake-state.ts';
import { BUDGET } from './budget.ts';
import type { Decision } from './decision.ts';
import { type HostState, lasting } from './host-trouble.ts';
import { type Braked, lately, nextIncident } from './incident.ts';
import type { Moment } from './moment.ts';
import type { Reason } from './recovery.ts';

/** Why a decision is held back: its code, and in words. */
interface Hold {
  readonly reason: Extract<Reason, 'clock_step' | 'mass_failure' | 'host_trouble' | 'observe_only'>;
  readonly why: string;
}

/** Why nothing may be done, whatever is decided: the record was lost a few ticks ago; it cannot be used; or the pass is over. */
export type ObserveOnly = 'record_lost' | 'record_unusable' | 'afterwards';

/** Of the host, at this tick. */
export interface Conditions {
  readonly now: Moment;
  readonly clock: 'stepped' | 'slept' | undefined;
  /** Absent when what is decided may be done. */
  readonly observeOnly: ObserveOnly | undefined;
  readonly hostState: HostState;
  /** Those for whose restart nothing is left of the budget. */
  readonly mustWait?: ReadonlySet<string> | undefined;
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
  const { now, mustWait } = conditions;
  const falls = lately(before.falls, services, now);
  const incident = nextIncident(before.incident, services, { falls, now, mustWait });
  const held = new Map<string, Decision>();
  const circumstances = { ...conditions, incident };
  for (const [key, braked] of services) {
    const why = holdOf(key, braked, circumstances);
    if (why !== undefined) held.set(key, hold(braked.decision, why));
  }
  // What one incident was told from begins no other.
  const isOver = before.incident !== undefined && incident === undefined;
  return { brakes: follow(before, { incident, falls: isOver ? [] : falls }, conditions), held };
}

const FOLLOWED = ['rebasedAt', 'incident', 'falls', 'troubles', 'unseen'] as const;

/** The very same memory where nothing has changed. */
function follow(
  before: BrakeState,
  seen: Pick<BrakeState, 'incident' | 'falls'>,
  { hostState, now }: Conditions,
): BrakeState {
  // While nothing could be written nobody grew old.
  const rebasedAt = hostState.isHeardAgain ? now : before.rebasedAt;
  // What is spent of a budget is not measured: it has its own end.
  const budgets = before.troubles.filter(({ name }) => name.startsWith(BUDGET));
  const troubles = lasting(before.troubles, [...hostState.troubles, ...budgets]);
  const unseen = lasting(before.unseen, hostState.unseen);
  const after = { ...before, ...seen, rebasedAt, troubles, unseen };
  return FOLLOWED.every((one) => after[one] === before[one]) ? before : after;
}

function holdOf(
  key: string,
  { decision, judged }: Braked,
  { observeOnly, clock, incident, hostState }: Circumstances & Pick<Conditions, 'observeOnly'>,
): Hold | undefined {
  if (decision.action.kind === 'none' || decision.action.kind === 'close') return undefined;
  if (observeOnly !== undefined) return { reason: 'observe_only', why: OBSERVE_ONLY[observeOnly] };
  if (judged.proven || decision.action.kind === 'resume') return undefined;
  return holdOfInferred(key, { clock, incident, hostState });
}

type Circumstances = Pick<Conditions, 'clock' | 'hostState'> & { readonly incident: Incident | undefined };

/** In words, why what is only inferred of a service is to be left alone at the moment; undefined where it is not. */
export function whyHeld(key: string, circumstances: Circumstances): string | undefined {
  return holdOfInferred(key, circumstances)?.why;
}

function holdOfInferred(key: string, { clock, incident, hostState }: Circumstances): Hold | undefined {
  if (clock !== undefined) return CLOCK_STEP;
  if (incident !== undefined && !incident.tried.includes(key)) return MASS_FAILURE;
  if (hostState.isHeardAgain) return HEARD_AGAIN;
  const trouble = hostState.troubles.find(({ keys }) => keys?.has(key) ?? true);
  return trouble && { reason: 'host_trouble', why: `the host is in trouble: ${trouble.detail}` };
}

const OBSERVE_ONLY: Record<ObserveOnly, string> = {
  record_lost: 'the database was lost lately: only observing for a few ticks',
  record_unusable: 'the database cannot be used: only observing',
  afterwards: 'the next tick decides',
};

const CLOCK_STEP: Hold = { reason: 'clock_step', why: 'the clock was stepped, or the host slept' };
const MASS_FAILURE: Hold = {
  reason: 'mass_failure',
  why: 'most living services went bad at once: one is tried first, then more as they come back',
};

const HEARD_AGAIN: Hold = {
  reason: 'host_trouble',
  why: 'heartbeats can be written again only now: they are awaited',
};

function hold(decision: Decision, { reason, why }: Hold): Decision {
  return { ...decision, action: { kind: 'none' }, reason, detail: `${decision.detail}; ${why}` };
}
