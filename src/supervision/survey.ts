// One pass over all services up to the decisions: observe all, decide all, brake. It touches nothing, so that a dry run
// is the very same pass.

import type { Config } from '../config/config.ts';
import type { BrakeState } from '../core/brake-state.ts';
import { brake, type ObserveOnly, whyHeld } from '../core/brakes.ts';
import { ration } from '../core/budget.ts';
import { clockChange } from '../core/clock-change.ts';
import type { Decision } from '../core/decision.ts';
import { drawIn } from '../core/draw-in.ts';
import { limitGroups } from '../core/groups.ts';
import type { Braked } from '../core/incident.ts';
import type { Moment } from '../core/moment.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import type { Host } from '../host/host.ts';
import { asIfRecorded, contestedIn } from './contested.ts';
import { createCrowd } from './crowd.ts';
import type { Finding, Pass } from './finding.ts';
import { lookAtHost } from './look-at-host.ts';
import type { AllReadings } from './lookout.ts';
import { startFaultOfMember } from './start-fault.ts';
import { type Assessment, assess, decideFor, type Viewpoint } from './supervise.ts';
import { othersIn } from './view-of.ts';
import type { Memory } from './world.ts';

/** What a pass is made from. Nothing here is changed by it. */
export interface PassInput {
  readonly config: Pick<
    Config,
    'services' | 'hostChecks' | 'maxRestartsPerHour' | 'groups' | 'path' | 'logDir'
  >;
  readonly host: Viewpoint['host'] &
    Pick<Host, 'now' | 'measure' | 'findWriteFault' | 'findStartFault' | 'processTable' | 'uid' | 'uidOf'>;
  readonly memory: Pick<Memory, 'states' | 'brakes' | 'lastTickAt'>;
  /** What was last said of each service. */
  readonly last: Viewpoint['last'];
  /** Services of which a recovery is being performed, by whomever. */
  readonly underWay: Pick<ReadonlySet<string>, 'has'>;
  readonly unfinished: readonly RecoveryRecord[];
  readonly observeOnly: ObserveOnly | undefined;
  /** What was read of checks for this pass. */
  readonly readings?: AllReadings | undefined;
  /** It follows another one at once: what is bad now does not count again. */
  readonly isFollowUp?: boolean;
}

/** Looks at all services and decides about each. */
export function survey(input: PassInput): Pass {
  const { config, host, memory, observeOnly } = input;
  const now = host.now();
  const clock = clockChange(memory.lastTickAt, now);
  const rebased = clock === undefined ? memory.brakes : { ...memory.brakes, rebasedAt: now };
  const assessments = assessAll(config, memory, {
    host,
    at: now,
    rebasedAt: rebased.rebasedAt,
    others: othersIn(config, memory),
    last: input.last,
    crowd: createCrowd(host),
    readings: input.readings,
    isFollowUp: input.isFollowUp === true,
  });
  const decided = decideAll(assessments, input, now);
  const hostState = lookAtHost({ config, host, troubles: memory.brakes.troubles }, decided);
  const { groups } = config;
  const limited = limitGroups(rebased.groups, decided, { groups, now, incident: rebased.incident });
  replace(decided, limited.decisions);
  const braked = brake(withGroups(rebased, limited), decided, { now, clock, observeOnly, hostState });
  replace(decided, braked.held);
  const rationed = ration(braked.brakes, decided.values(), { limit: config.maxRestartsPerHour, now });
  replace(decided, rationed.held);
  const { incident } = braked.brakes;
  const drawn = drawIn(rationed.brakes.groups, decided, {
    groups,
    now,
    incident: rebased.incident ?? incident,
    startFaultOf: (member) => startFaultOfMember(member, { config, host }),
    mayBeRestarted: (key) => whyHeld(key, { incident, clock, hostState }) === undefined,
  });
  replace(decided, drawn.decisions);
  return { at: now, brakes: withGroups(rationed.brakes, drawn), clock, findings: decided };
}

/** The very same memory where nothing of the groups has changed. */
function withGroups(brakes: BrakeState, { groups }: Pick<BrakeState, 'groups'>): BrakeState {
  return groups === brakes.groups ? brakes : { ...brakes, groups };
}

function replace<T extends Finding>(
  findings: Map<string, T>,
  decisions: ReadonlyMap<string, Decision>,
): void {
  for (const [key, decision] of decisions) findings.set(key, { ...(findings.get(key) as T), decision });
}

function assessAll(
  config: PassInput['config'],
  memory: PassInput['memory'],
  view: Viewpoint,
): ReadonlyMap<string, Assessment> {
  const assessments = new Map<string, Assessment>();
  for (const service of config.services) {
    if (service.enabled) assessments.set(service.key, assess(service, memory.states.get(service.key), view));
  }
  const contested = contestedIn(assessments);
  if (contested.length === 0) return assessments;
  const others = asIfRecorded(contested, view.others);
  for (const [key] of contested) {
    const { service, before } = assessments.get(key) as Assessment;
    assessments.set(key, assess(service, before, { ...view, others }));
  }
  return assessments;
}

function decideAll(
  others: ReadonlyMap<string, Assessment>,
  { underWay, unfinished }: PassInput,
  now: Moment,
): Map<string, Finding & Braked> {
  const open = new Map(unfinished.map((recovery) => [recovery.key, recovery]));
  const decided = new Map<string, Finding & Braked>();
  for (const [key, one] of others) {
    const isUnderWay = underWay.has(key);
    const decision = decideFor(one, { now, unfinished: open.get(key), isUnderWay, others });
    const { service, before, state, judged } = one;
    decided.set(key, {
      service,
      before,
      state,
      judged,
      decision,
      wasUp: before.up === true && before.desired.mode !== 'off',
    });
  }
  return decided;
}
