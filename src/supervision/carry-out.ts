// What `on`, `off`, `restart`, `recover` and `do` do to a service of which nothing is under way.

import type { Purpose, RecoveryPlan } from '../core/recovery.ts';
import { remedyFor } from '../core/remedy.ts';
import type { Request } from '../core/request.ts';
import { hasEndedOnPurpose } from '../core/rules.ts';
import type { Assessment } from '../core/situation.ts';
import { tellWording } from '../core/tell-desired.ts';
import { treeOf } from '../core/tree.ts';
import { assessNow } from './assess-now.ts';
import { type Answer, answerFrom, desiredNow, type Errand, wanted } from './errand.ts';
import { remember } from './remember.ts';
import { runAction } from './run-action.ts';
import { seeProcesses } from './see-processes.ts';

/** Does what is asked for. Until a recovery of it is under way nothing is waited for, so that nobody begins another one. */
export function carryOut(errand: Errand, found: Assessment): Answer | Promise<Answer> {
  return VERBS[errand.request.kind](errand, found);
}

const VERBS: Record<Request['kind'], (errand: Errand, found: Assessment) => Answer | Promise<Answer>> = {
  on: switchOn,
  off: (errand, found) => begin(errand, found, { purpose: 'stop', steps: errand.service.stopActions }),
  restart: (errand, found) =>
    begin(errand, found, { purpose: 'restart', steps: errand.service.recoveryActions }),
  recover: recoverNow,
  do: runAction,
  hold: () => ({ status: 'failed', message: 'nothing is done to hold a service' }),
  release: () => ({ status: 'failed', message: 'nothing is done to release a service' }),
  end_orphans: () => ({ status: 'failed', message: 'orphans are ended without a look at their service' }),
  hand_over: () => ({ status: 'failed', message: 'a lease is not handed over for one service' }),
};

/** A running service is only marked as wanted; nothing is started beside it. */
function switchOn(errand: Errand, found: Assessment): Answer | Promise<Answer> {
  const { service, world } = errand;
  const { verdict, detail } = found.judged;
  const pid = runningPid(errand, found);
  if (pid === undefined && verdict !== 'unknown')
    return begin(errand, found, { purpose: 'start', steps: ['start'] });
  remember(world, service.key, { ...found.state, ...wanted(errand) });
  if (pid === undefined)
    return { status: 'failed', message: `not started, for it may be running: ${detail}` };
  if (verdict === 'stale_pid')
    return {
      status: 'failed',
      message: `not started: ${detail}, but pid ${pid} of it lives; "watchdog restart ${service.key}" ends that and starts it`,
    };
  const isWell = verdict === 'healthy' || verdict === 'starting';
  const but = isWell ? '' : `, but ${verdict}: ${detail}; "watchdog restart ${service.key}" replaces it`;
  return { status: 'done', message: `already running (pid ${pid})${but}` };
}

/** What is well, or not wanted, is left as it is. */
function recoverNow(errand: Errand, found: Assessment): Answer | Promise<Answer> {
  const { service, world } = errand;
  const { verdict, detail, pid } = found.judged;
  if (desiredNow(world, service.key).mode === 'off')
    return {
      status: 'done',
      message: `left alone, for it is switched off; "watchdog on ${service.key}" starts it`,
    };
  if (verdict === 'unknown')
    return { status: 'failed', message: `not recovered, for it may be well: ${detail}` };
  if (verdict === 'healthy' || verdict === 'starting')
    return {
      status: 'done',
      message: `nothing to recover: ${verdict}${pid === undefined ? '' : ` (pid ${pid})`}`,
    };
  const why = whyLeft(errand, found);
  if (why !== undefined)
    return {
      status: 'done',
      message: `left alone, for ${why}; "watchdog restart ${service.key}" replaces it`,
    };
  return begin(errand, found, { purpose: 'restart', steps: remedyFor(service, verdict, 0).steps });
}

/** Why it is not as bad as its verdict; who asks for all does not mean those who have ended on purpose, nor who is only watched. */
function whyLeft({ request, service }: Errand, { judged, state }: Assessment): string | undefined {
  if (judged.isBusy) return `it is late, but at work: ${judged.detail}`;
  if (!request.sparesHeld) return undefined;
  if (service.restart === 'never') return 'it is only watched (restart: never)';
  return hasEndedOnPurpose(state, judged, service) ? 'it has ended on purpose' : undefined;
}

/** The process by which a service runs. What cannot be seen is not started beside either: the start itself will refuse. */
function runningPid({ world }: Errand, { judged }: Assessment): number | undefined {
  if (judged.verdict === 'healthy') return judged.pid;
  const seen = seeProcesses(world.host);
  const roots = { instance: judged.instance, cookies: [], givers: [] };
  const [first] = seen.kind === 'seen' ? treeOf(roots, seen.table) : [];
  if (first === undefined) return undefined;
  return judged.verdict === 'stale_pid' ? first.pid : (judged.pid ?? first.pid);
}

async function begin(
  errand: Errand,
  found: Assessment,
  { purpose, steps }: { purpose: Purpose; steps: RecoveryPlan['steps'] },
): Promise<Answer> {
  const { request, service, world, perform } = errand;
  const plan: RecoveryPlan = {
    key: service.key,
    purpose,
    reason: 'requested',
    verdict: found.judged.verdict,
    detail: `${request.kind} asked for by ${request.by}${tellWording(request)}`,
    requestId: request.id,
    steps,
  };
  const isUnseen = found.judged.verdict === 'unknown' && runningPid(errand, found) === undefined;
  const state = { ...found.state, ...wanted(errand), fingerprint: service.fingerprint() };
  world.log({ level: 'INFO', key: service.key, message: plan.detail });
  const recovery = world.store.beginRecovery(plan, state, world.host.now().wallMs);
  world.memory.states.set(service.key, state);
  const answer = answerFrom(await perform(recovery).ended);
  return purpose === 'stop' && isUnseen ? orUncertain(answer, errand) : answer;
}

/** Nothing of it was seen to live, and what tells of it could not be trusted: that is no proof that it is off. */
function orUncertain(answer: Answer, { service, world }: Errand): Answer {
  const { verdict, detail } = assessNow(service, world).judged;
  if (answer?.status !== 'done' || verdict !== 'unknown') return answer;
  return { status: 'failed', message: `${answer.message} that we know of; ${detail}` };
}
