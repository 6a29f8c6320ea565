// Groups whose members are restarted together: when one of them is recovered, so are the others, or those that start after
// it. Such a restart counts once, against the limits of the group. What a single service needs is decided before, and what the
// host can bear between the two halves: who waits for its group, and whom a recovery that is to be begun draws in.

import type { Group, Service } from '../config/config.ts';
import type { GroupMemories, GroupMemory, Incident } from './brake-state.ts';
import { type Decision, idle } from './decision.ts';
import { ofConfig } from './edits.ts';
import { elapsedMs, type Moment } from './moment.ts';
import { startOrder } from './order.ts';
import type { Reason } from './recovery.ts';
import { afterAttempt, afterStablePeriod, FRESH, giveUp, isDirty, isExhausted, waitMs } from './restarts.ts';
import { type Restarts, type ServiceState, UNSEEN } from './service-state.ts';

/** One service, as it was decided for itself. */
export interface Member {
  readonly service: Service;
  readonly state: ServiceState;
  readonly decision: Decision;
}

/** What becomes of the decisions, and what is remembered of the groups. */
export interface Regrouped {
  readonly groups: GroupMemories;
  /** In place of those that were made for single services. */
  readonly decisions: ReadonlyMap<string, Decision>;
}

type Members = readonly Member[];

/** When, and of which groups. */
export interface GroupTerms {
  readonly groups: readonly Group[];
  readonly now: Moment;
  /** What befalls most services is no affair of single groups: until that is over nobody is restarted for another. */
  readonly incident: Incident | undefined;
}

/** Of those that would be drawn in. */
export interface Drawing extends GroupTerms {
  /** Why a service that is to be recovered could not be started: then nobody else is restarted for it. */
  readonly startFaultOf: (member: Member) => string | undefined;
  /** Whether a service that needs no recovery may be restarted at the moment. */
  readonly mayBeRestarted: (key: string) => boolean;
}

/** Holds back whose group was restarted too often, or just now; without such groups nothing is looked at. */
export function limitGroups(
  before: GroupMemories,
  services: ReadonlyMap<string, Member>,
  terms: GroupTerms,
): Regrouped {
  return regroup(before, services, { ...terms, regroupOne: limit });
}

/** Restarts together what belongs together. */
export function drawIn(
  before: GroupMemories,
  services: ReadonlyMap<string, Member>,
  drawing: Drawing,
): Regrouped {
  return regroup(before, services, {
    ...drawing,
    regroupOne: (restarts, round) => restart(restarts, round, drawing),
  });
}

function regroup(
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

interface Round {
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

/** Of an edit, or of an operator's word about one of them, counting begins anew. */
function termsOf({ group, members }: Pick<Round, 'group' | 'members'>): string {
  const each = members.map(
    ({ service, state }) => `${ofConfig(service.fingerprint())} ${state.desired.atMs ?? ''}`,
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

/** Who cannot even be started is recovered, or tried, alone. */
function restart(restarts: Restarts, round: Round, drawing: Drawing): Restarts {
  const { group, triggers, now } = round;
  const first = triggers.find((trigger) => drawing.startFaultOf(trigger) === undefined);
  if (first === undefined) return restarts;
  for (const member of involved(first, round, drawing))
    round.decisions.set(member.service.key, together(member, first, group));
  return afterAttempt(restarts, group.restartPolicy, { now, seed: `@${group.name}` });
}

function hold(restarts: Restarts, { group, triggers, now, decisions }: Round, reason: Reason): Restarts {
  const seconds = Math.ceil(waitMs(restarts, group.restartPolicy, now) / 1000);
  for (const { service, decision } of triggers) {
    const detail = `${decision.detail}; the group ${group.name} may be restarted again in ${seconds} s`;
    decisions.set(service.key, idle(reason, decision.state, detail));
  }
  return restarts;
}

/** Those that are restarted with the first that needs it. */
function involved(first: Member, { group, members }: Round, { mayBeRestarted }: Drawing): Members {
  const from = group.strategy === 'one_for_all' ? 0 : members.indexOf(first);
  return members
    .slice(from)
    .filter((member) => isToBeRecovered(member) || (mayJoin(member) && mayBeRestarted(member.service.key)));
}

function isToBeRecovered({ decision }: Member): boolean {
  return decision.action.kind === 'recover';
}

const JOINING: ReadonlySet<Reason> = new Set([
  'healthy',
  'starting',
  'below_threshold',
  'dependency_down',
  'backing_off',
  'given_up',
  'budget_spent',
]);

/** Nobody is drawn in who is off, only watched, could not be looked at, or is being recovered as it is. */
function mayJoin({ decision, service, state }: Member): boolean {
  const isReplaceable = service.restart !== 'never' && service.restartActions.length > 0;
  const isIdle = decision.action.kind === 'none' && isReplaceable;
  return isIdle && state.desired.mode === 'on' && JOINING.has(decision.reason);
}

function together({ service, decision }: Member, first: Member, group: Group): Decision {
  const detail = `${first.service.key}: ${first.decision.detail}; restarted with the group ${group.name}`;
  const { action, state } = decision;
  const own = action.kind === 'recover' ? action.plan : undefined;
  const plan = {
    key: service.key,
    purpose: 'recover',
    reason: 'group_restart',
    verdict: own?.verdict,
    detail,
    requestId: undefined,
    steps: own?.steps ?? service.restartActions,
  } as const;
  return { action: { kind: 'recover', plan }, reason: 'group_restart', detail, state };
}
