// Whom the recovery of one of a group draws in: all others, or those that start after it. What the host can bear is decided
// before, so that nobody is restarted for one who has to wait.

import type { Group } from '../config/config.ts';
import type { GroupMemories } from './brake-state.ts';
import type { Decision } from './decision.ts';
import {
  type GroupTerms,
  isToBeRecovered,
  type Member,
  type Members,
  type Regrouped,
  type Round,
  regroup,
} from './groups.ts';
import { wanting } from './hold-rules.ts';
import type { Reason } from './recovery.ts';
import { afterAttempt } from './restarts.ts';
import type { Restarts } from './service-state.ts';

/** Of those that would be drawn in. */
export interface Drawing extends GroupTerms {
  /** Why a service that is to be recovered could not be started: then nobody else is restarted for it. */
  readonly startFaultOf: (member: Member) => string | undefined;
  /** Whether a service that needs no recovery may be restarted at the moment. */
  readonly mayBeRestarted: (key: string) => boolean;
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

/** Who cannot even be started is recovered, or tried, alone. */
function restart(restarts: Restarts, round: Round, drawing: Drawing): Restarts {
  const { group, triggers, now } = round;
  const first = triggers.find((trigger) => drawing.startFaultOf(trigger) === undefined);
  if (first === undefined) return restarts;
  for (const member of involved(first, round, drawing))
    round.decisions.set(member.service.key, together(member, first, group));
  return afterAttempt(restarts, group.restartPolicy, { now, seed: `@${group.name}` });
}

/** Those that are restarted with the first that needs it. */
function involved(first: Member, { group, members }: Round, { mayBeRestarted }: Drawing): Members {
  const from = group.strategy === 'one_for_all' ? 0 : members.indexOf(first);
  return members
    .slice(from)
    .filter((member) => isToBeRecovered(member) || (mayJoin(member) && mayBeRestarted(member.service.key)));
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

/** Nobody is drawn in who is off, held, only watched, could not be looked at, or is being recovered as it is. */
function mayJoin({ decision, service, state, maintenance }: Member): boolean {
  const isReplaceable = service.restart !== 'never' && service.restartActions.length > 0;
  const isIdle = decision.action.kind === 'none' && isReplaceable;
  const isOurs = state.desired.mode === 'on' && maintenance === undefined;
  return isIdle && isOurs && JOINING.has(decision.reason);
}

function together({ service, decision, state: found }: Member, first: Member, group: Group): Decision {
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
  // Nobody is started who is off on record, though its time be over.
  return { action: { kind: 'recover', plan }, reason: 'group_restart', detail, state: wanting(state, found) };
}
