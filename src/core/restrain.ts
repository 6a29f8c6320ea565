// All decisions of a pass together: limits of groups, brakes, the budget, and who is drawn in. Each may take the place of what was
// decided for a single service.

import type { Config, Service } from '../config/config.ts';
import type { BrakeState } from './brake-state.ts';
import { brake, type Conditions, whyHeld } from './brakes.ts';
import { ration, whoMustWait } from './budget.ts';
import type { Decision } from './decision.ts';
import { drawIn } from './draw-in.ts';
import { limitGroups, type Member } from './groups.ts';
import type { Braked } from './incident.ts';
import type { ServiceState } from './service-state.ts';

/** A service of which something was decided. */
export interface Decided extends Braked {
  readonly service: Service;
  readonly before: ServiceState;
  readonly state: ServiceState;
}

/** In which light all are looked at together. */
export interface Terms extends Conditions {
  readonly config: Pick<Config, 'groups' | 'maxRestartsPerHour'>;
  /** Why a service that is to be recovered could not be started. */
  readonly startFaultOf: (member: Member) => string | undefined;
}

/** Restrains decisions, each of which it replaces in the map; answers what the brakes remember. */
export function restrain<T extends Decided>(
  before: BrakeState,
  decided: Map<string, T>,
  terms: Terms,
): BrakeState {
  const { config, now, clock, hostState, startFaultOf } = terms;
  const { groups, maxRestartsPerHour: limit } = config;
  const limited = limitGroups(before.groups, decided, { groups, now, incident: before.incident });
  replace(decided, limited.decisions);
  const mustWait = whoMustWait(before, decided.values(), { limit, now });
  const braked = brake(withGroups(before, limited), decided, { ...terms, mustWait });
  replace(decided, braked.held);
  const rationed = ration(braked.brakes, decided.values(), { limit, now });
  replace(decided, rationed.held);
  const { incident } = braked.brakes;
  const drawn = drawIn(rationed.brakes.groups, decided, {
    groups,
    now,
    incident: before.incident ?? incident,
    startFaultOf,
    mayBeRestarted: (key) => whyHeld(key, { incident, clock, hostState }) === undefined,
  });
  replace(decided, drawn.decisions);
  return withGroups(rationed.brakes, drawn);
}

/** The very same memory where nothing of the groups has changed. */
function withGroups(brakes: BrakeState, { groups }: Pick<BrakeState, 'groups'>): BrakeState {
  return groups === brakes.groups ? brakes : { ...brakes, groups };
}

function replace<T extends Decided>(decided: Map<string, T>, decisions: ReadonlyMap<string, Decision>): void {
  for (const [key, decision] of decisions) decided.set(key, { ...(decided.get(key) as T), decision });
}
