// Groups whose members are restarted together, and their limits: such a restart counts once, against those of the group. What a
// single service needs is decided before; whom a recovery draws in, in draw-in.ts.

import type { Group, Service } from '../config/config.ts';
import type { GroupMemories, GroupMemory, Incident } from './brake-state.ts';
import { type Decision, idle } from './decision.ts';
import { standing } from './desired.ts';
import { ofConfig } from './edits.ts';
import { elapsedMs, type Moment } from './moment.ts';
import { startOrder } from './order.ts';
import type { Reason } from './recovery.ts';
import { afterStablePeriod, FRESH, giveUp, isDirty, isExhausted, waitMs } from './restarts.ts';
import { type Restarts, type ServiceState, UNSEEN } from './service-state.ts';

/** One service, as it was decided for itself. */
export interface Member {
  readonly service: Service;
  readonly state: ServiceState;
  readonly decision: Decision;
  /** The maintenance window in which it is, in words. */
  readonly maintenance?: string | undefined;
}

/** What becomes of the decisions, and what is remembered of the groups. */
export interface Regrouped {
  readonly groups: GroupMemories;
  /** In place of those that were made for single services. */
  readonly decisions: ReadonlyMap<string, Decision>;
}

/** Some services, in the order in which they start. */
export type Members = readonly Member[];

/** When, and of which groups. */
export interface GroupTerms {
  readonly groups: readonly Group[];
  readonly now: Moment;
  /** What befalls most services is no affair of single groups: until that is over nobody is restarted for another. */
  readonly incident: Incident | undefined;
}

/** Holds back whose group was restarted too often, or just now; without such groups nothing is looked at. */
export function limitGroups(
  before: GroupMemories,
  services: ReadonlyMap<string, Member>,
  terms: GroupTerms,
): Regrouped {
  return regroup(before, services, { ...terms, regroupOne: limit });
}

/** Goes through the groups that matter now; `regroupOne` decides, and says what of its restarts is remembered. */
export function regroup(
  before: GroupMemories,
  services: ReadonlyMap<string, Member>,
  {
    groups,
    now,
    incident,
    regroupOne,
  }: GroupTerms & { regroupOne: (restarts: Restarts, round: Round) => Restarts },
): Regrouped {
  const decisions = new Map<string, Decision>();
  if (incident !== undefined) return { groups: before, decisions };
  const memories: Record<string, GroupMemory> = {};
  for (const group of groups) {
    if (group.strategy === 'one_for_one') continue;
    const members = membersOf(group, services);
    const known = before[group.name];
    const triggers = members.filter(isToBeRecovered);
    if (known === undefined && triggers.length === 0) continue;
    const round = { group, members, triggers, now, decisions };
    const terms = termsOf(round);
    const restarts = regroupOne(known?.terms === terms ? known.restarts : FRESH, round);
    if (isDirty(restarts)) memories[group.name] = { restarts, terms };
  }
  const isSame = JSON.stringify(memories) === JSON.stringify(before);
  return { groups: isSame ? before : memories, decisions };
}

/** What is remembered of a service that is restarted with its group: its streak is spent, and nothing counts as its own attempt. */
export function partake(state: ServiceState, service: Pick<Service, 'fingerprint'>): ServiceState {
  return { ...state, streak: UNSEEN.streak, fingerprint: service.fingerprint() };
}

/** One group, and what is decided of it. */
export interface Round {
  readonly group: Group;
  /** In the order in which they start. */
  readonly members: Members;
  /** Those of them that are to be recovered. */
  readonly triggers: Members;
  readonly now: Moment;
  /** Filled in. */
  readonly decisions: Map<string, Decision>;
}

function membersOf({ name }: Group, services: ReadonlyMap<string, Member>): Members {
  const members = [...services.values()].filter(({ service }) => service.group === name);
  return startOrder(members.map(({ service }) => service)).map(({ key }) => services.get(key) as Member);
}

/** Of an edit, or of an operator's word about one of them, counting begins anew; not of a hold, and of no end that comes by itself. */
function termsOf({ group, members }: Pick<Round, 'group' | 'members'>): string {
  const each = members.map(
    ({ service, state }) => `${ofConfig(service.fingerprint())} ${standing(state.desired).atMs ?? ''}`,
  );
  return [JSON.stringify(group.restartPolicy), ...each].join(';');
}

/** Once all have been healthy for a stable period. */
function calm(restarts: Restarts, { group, members, now }: Round): Restarts {
  const stableMs = group.restartPolicy.stableSeconds * 1000;
  const isStable = members.every(
    ({ state: { healthySince, desired } }) =>
      desired.mode !== 'on' || (healthySince !== undefined && elapsedMs(healthySince, now) >= stableMs),
  );
  return isStable ? afterStablePeriod(restarts, group.restartPolicy, now) : restarts;
}

function limit(restarts: Restarts, round: Round): Restarts {
  const { group, triggers, now } = round;
  if (triggers.length === 0) return calm(restarts, round);
  const waitingMs = waitMs(restarts, group.restartPolicy, now);
  if (waitingMs > 0)
    return hold(restarts, round, restarts.givenUpRung === undefined ? 'backing_off' : 'given_up');
  return isExhausted(restarts, group.restartPolicy, now)
    ? hold(giveUp(restarts, now), round, 'given_up')
    : restarts;
}

function hold(restarts: Restarts, { group, triggers, now, decisions }: Round, reason: Reason): Restarts {
  const seconds = Math.ceil(waitMs(restarts, group.restartPolicy, now) / 1000);
  for (const { service, decision } of triggers) {
    const detail = `${decision.detail}; the group ${group.name} may be restarted again in ${seconds} s`;
    decisions.set(service.key, idle(reason, decision.state, detail));
  }
  return restarts;
}

/** Whether it is decided that it is recovered. */
export function isToBeRecovered({ decision }: Member): boolean {
  return decision.action.kind === 'recover' && decision.action.plan.purpose === 'recover';
}
