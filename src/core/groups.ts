// Groups whose members are restarted together: when one of them is recovered, so are the others, or those that start after
// it. Such a restart counts once, against the limits of the group. What a single service needs is decided before.

import type { Group, Service } from '../config/config.ts';
import type { GroupMemories, GroupMemory } from './brake-state.ts';
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

/** Restarts together what belongs together; without such groups nothing is looked at. */
export function regroup(
  before: GroupMemories,
  services: ReadonlyMap<string, Member>,
  { groups, now }: { groups: readonly Group[]; now: Moment },
): Regrouped {
  const decisions = new Map<string, Decision>();
  const memories: Record<string, GroupMemory> = {};
  for (const group of groups) {
    if (group.strategy === 'one_for_one') continue;
    const members = membersOf(group, services);
    const memory = regroupOne(before[group.name], { group, members, now, decisions });
    if (memory !== undefined) memories[group.name] = memory;
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
  readonly now: Moment;
  /** Filled in. */
  readonly decisions: Map<string, Decision>;
}

function regroupOne(known: GroupMemory | undefined, round: Round): GroupMemory | undefined {
  const { members } = round;
  const triggers = members.filter(isToBeRecovered);
  if (known === undefined && triggers.length === 0) return undefined;
  const terms = termsOf(round);
  const restarts = known?.terms === terms ? known.restarts : FRESH;
  const after = triggers.length === 0 ? calm(restarts, round) : restart(restarts, triggers, round);
  return isDirty(after) ? { restarts: after, terms } : undefined;
}

function membersOf({ name }: Group, services: ReadonlyMap<string, Member>): Members {
  const members = [...services.values()].filter(({ service }) => service.group === name);
  return startOrder(members.map(({ service }) => service)).map(({ key }) => services.get(key) as Member);
}

/** Of an edit, or of an operator's word about one of them, counting begins anew. */
function termsOf({ group, members }: Round): string {
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

function restart(restarts: Restarts, triggers: Members, round: Round): Restarts {
  const { group, now } = round;
  const waitingMs = waitMs(restarts, group.restartPolicy, now);
  if (waitingMs > 0)
    return hold(restarts, triggers, {
      ...round,
      reason: restarts.givenUpRung === undefined ? 'backing_off' : 'given_up',
    });
  if (isExhausted(restarts, group.restartPolicy, now))
    return hold(giveUp(restarts, now), triggers, { ...round, reason: 'given_up' });
  const [first] = triggers as [Member];
  for (const member of involved(first, round))
    round.decisions.set(member.service.key, together(member, first, group));
  return afterAttempt(restarts, group.restartPolicy, { now, seed: `@${group.name}` });
}

function hold(
  restarts: Restarts,
  triggers: Members,
  { group, now, decisions, reason }: Round & { reason: Reason },
) {
  const seconds = Math.ceil(waitMs(restarts, group.restartPolicy, now) / 1000);
  for (const { service, decision } of triggers) {
    const detail = `${decision.detail}; the group ${group.name} may be restarted again in ${seconds} s`;
    decisions.set(service.key, idle(reason, decision.state, detail));
  }
  return restarts;
}

/** Those that are restarted with the first that needs it. */
function involved(first: Member, { group, members }: Round): Members {
  const from = group.strategy === 'one_for_all' ? 0 : members.indexOf(first);
  return members.slice(from).filter((member) => isToBeRecovered(member) || mayJoin(member));
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
]);

/** Nobody is drawn in who is off, only watched, could not be looked at, or is being recovered as it is. */
function mayJoin({ decision, service, state }: Member): boolean {
  const isIdle = decision.action.kind === 'none' && service.restart !== 'never';
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
    steps: own?.steps ?? service.recoveryActions,
  } as const;
  return { action: { kind: 'recover', plan }, reason: 'group_restart', detail, state };
}
