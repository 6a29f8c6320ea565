// What comes of a recovery of a made-up service: its process ends and another one starts, at once; or the start fails.

import { begun } from '../begin.ts';
import { forgetLooks } from '../checks/check-memory.ts';
import { learn } from '../failed-start.ts';
import type { Instance } from '../instance.ts';
import type { Moment } from '../moment.ts';
import { afterStart } from '../restarts.ts';
import type { Decided } from '../restrain.ts';
import type { ServiceState } from '../service-state.ts';
import { type Actor, ended, started } from './actor.ts';
import { PID_NAMESPACE, UID } from './look-at-actor.ts';

/** A service once its recovery is over. */
export interface Performed {
  readonly actor: Actor;
  readonly state: ServiceState;
}

/** When it is performed, and who comes next. */
export interface Stage {
  readonly now: Moment;
  readonly nowMs: number;
  readonly pid: number;
}

/** Performs what was decided; where that is no recovery, only what is to be remembered is. */
export function perform(actor: Actor, decided: Decided, { now, nowMs, pid }: Stage): Performed {
  const { decision, service } = decided;
  if (decision.action.kind !== 'recover') return { actor, state: decision.state };
  const state = begun(decided, now);
  const actions = decision.action.plan.steps.map((step) => (typeof step === 'string' ? step : step.action));
  const isEnded = actions.includes('kill') || actions.includes('stop');
  const after = isEnded ? ended(actor) : actor;
  if (!actions.includes('start') || after.isAlive) return { actor: after, state };
  if (!actor.canStart) {
    const result = { outcome: 'failed', exitCode: 1, message: 'made to fail' } as const;
    const { restarts } = learn(state.restarts, result, { service, now });
    return { actor: after, state: { ...state, restarts } };
  }
  const restarts = afterStart(state.restarts);
  const checks = forgetLooks(state.checks);
  return {
    actor: started(after, pid, nowMs),
    state: { ...state, restarts, checks, instance: instanceOf(pid, now) },
  };
}

function instanceOf(pid: number, since: Moment): Instance {
  return {
    bootId: since.bootId,
    pidNamespace: PID_NAMESPACE,
    leader: { pid, startTicks: pid },
    beating: undefined,
    uid: UID,
    pgid: pid,
    sid: pid,
    session: undefined,
    cookie: `cookie-${pid}`,
    since,
    origin: 'started',
    confirmed: false,
    recoveryId: pid,
    sighting: undefined,
  };
}
