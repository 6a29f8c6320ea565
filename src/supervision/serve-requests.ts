// Serves what others ask for: on, off, restart. Asking writes a row; only the holder of the lease comes here.

import type { Service } from '../config/config.ts';
import type { Purpose, RecoveryHistory, RecoveryPlan } from '../core/recovery.ts';
import type { Request } from '../core/request.ts';
import { FRESH } from '../core/restarts.ts';
import { type ServiceState, UNSEEN } from '../core/service-state.ts';
import { treeOf } from '../core/tree.ts';
import { closeUnfinished } from './close-unfinished.ts';
import { endInterrupted } from './end-interrupted.ts';
import type { Ending, Performance } from './performance.ts';
import type { Performer } from './performer.ts';
import { remember, stateOf } from './remember.ts';
import { seeProcesses } from './see-processes.ts';
import { type Assessment, assess } from './supervise.ts';
import type { World } from './world.ts';

/** What came of a request; absent: we were told to stop, the next invocation serves it again. */
type Answer = { readonly status: 'done' | 'failed'; readonly message: string } | undefined;

/** A request to be served: about one configured service. */
interface Errand {
  readonly request: Request;
  readonly service: Service;
  readonly world: World;
  readonly perform: Performer;
}

/** Begins to serve one request; the promise settles when it is answered in the record. */
export async function serve(request: Request, world: World, perform: Performer): Promise<void> {
  const service = world.config.services.find(({ key }) => key === request.key);
  world.requests.progress(request.id, 'taken');
  // Whoever asked may have taken it back in the moment in which we read it.
  if (world.requests.get(request.id)?.status !== 'taken') return;
  const answer: Answer =
    service === undefined
      ? { status: 'failed', message: `${request.key} is not in ${world.config.path}` }
      : await answerTo({ request, service, world, perform });
  if (answer !== undefined) world.requests.finish(request.id, answer.status, answer.message);
}

async function answerTo(errand: Errand): Promise<Answer> {
  const { request, service, world } = errand;
  const earlier = world.store.recoveryOf(request.id);
  if (earlier !== undefined) return goOn(errand, earlier);
  for (let isSwept = false; ; ) {
    const underWay = underWayOf(errand);
    // From here on nothing may be waited for, or somebody else could begin something in between.
    if (underWay === undefined && isSwept) break;
    const settled = underWay === undefined ? await sweep(errand) : await giveWay(errand, underWay);
    if (settled !== undefined) return settled.answer;
    isSwept ||= underWay === undefined;
  }
  const problem = closeUnfinished(world, service.key);
  if (problem !== undefined) return { status: 'failed', message: problem };
  const found = assess(service, stateOf(world, service.key), {
    host: world.host,
    at: world.host.now(),
    rebasedAt: world.memory.brakes.rebasedAt,
  });
  return VERBS[request.kind](errand, found);
}

/** An answer that is final, though it may be none. */
interface Settled {
  readonly answer: Answer;
}

/** Waits for what is under way; that answers the request when it is the very thing that is asked for. */
async function giveWay({ request }: Errand, underWay: Performance): Promise<Settled | undefined> {
  const isWanted = (underWay.recovery.purpose === 'stop') === (request.kind === 'off');
  if (isWanted && !underWay.hasSuccessor) return { answer: answerFrom(await underWay.ended) };
  underWay.hasSuccessor = true;
  if (request.kind === 'off' && !isWanted) underWay.callOff();
  // Of those that wait for it, who came first goes on first; the others then find what that one has begun.
  await underWay.ended;
  return undefined;
}

/** Ends what dead invocations have left running, which takes time: a tick may go on with something meanwhile. */
async function sweep({ service, world }: Errand): Promise<Settled | undefined> {
  const problem = await endInterrupted(world, service.key);
  return problem === undefined ? undefined : { answer: { status: 'failed', message: problem } };
}

function underWayOf({ service, world }: Errand): Performance | undefined {
  return world.memory.performances.get(service.key);
}

/** An invocation that died had begun to serve this very request: what it began is gone on with, never begun again. */
async function goOn({ world, perform }: Errand, { recovery, outcome }: RecoveryHistory): Promise<Answer> {
  const message = recovery.stepRecords.findLast((step) => step.result !== undefined)?.result?.message ?? '';
  if (outcome !== undefined) return answerFrom({ recovery, outcome, message });
  const { ended } = world.memory.performances.get(recovery.key) ?? perform(recovery);
  return answerFrom(await ended);
}

const VERBS: Record<Request['kind'], (errand: Errand, found: Assessment) => Answer | Promise<Answer>> = {
  on: switchOn,
  off: (errand, found) => begin(errand, found, { purpose: 'stop', steps: ['kill'] }),
  restart: (errand, found) =>
    begin(errand, found, { purpose: 'restart', steps: errand.service.recoveryActions }),
  hand_over: () => ({ status: 'failed', message: 'a lease is not handed over for one service' }),
};

/** A running service is only marked as wanted; nothing is started beside it. */
function switchOn(errand: Errand, found: Assessment): Answer | Promise<Answer> {
  const { service, world } = errand;
  const { verdict, detail, pid } = found.judged;
  const seen = seeProcesses(world.host);
  const roots = { instance: found.judged.instance, cookies: [] };
  // What cannot be seen is not started beside either: the start itself will refuse.
  const [first] = seen.kind === 'seen' ? treeOf(roots, seen.table) : [];
  const isSeen = verdict === 'healthy' || first !== undefined;
  if (!isSeen && verdict !== 'unknown') return begin(errand, found, { purpose: 'start', steps: ['start'] });
  remember(world, service.key, wanted(errand, found, 'on'));
  if (!isSeen) return { status: 'failed', message: `not started, for it may be running: ${detail}` };
  const isWell = verdict === 'healthy' || verdict === 'starting';
  const but = isWell ? '' : `, but ${verdict}: ${detail}; "watchdog restart ${service.key}" replaces it`;
  return { status: 'done', message: `already running (pid ${pid ?? first?.pid})${but}` };
}

async function begin(
  errand: Errand,
  found: Assessment,
  { purpose, steps }: { purpose: Purpose; steps: readonly string[] },
): Promise<Answer> {
  const { request, service, world, perform } = errand;
  const plan: RecoveryPlan = {
    key: service.key,
    purpose,
    reason: 'requested',
    verdict: found.judged.verdict,
    detail: `${request.kind} asked for by ${request.by}`,
    requestId: request.id,
    steps,
  };
  const state = wanted(errand, found, purpose === 'stop' ? 'off' : 'on');
  world.log({ level: 'INFO', key: service.key, message: plan.detail });
  const recovery = world.store.beginRecovery(plan, state, world.host.now().wallMs);
  world.memory.states.set(service.key, state);
  const answer = answerFrom(await perform(recovery).ended);
  return purpose === 'stop' ? orUncertain(answer, found) : answer;
}

/** Nothing of it was known, and what its heartbeat says could not be trusted: that is no proof that it is off. */
function orUncertain(answer: Answer, { state, judged }: Assessment): Answer {
  if (answer?.status !== 'done' || judged.verdict !== 'unknown' || state.instance !== undefined)
    return answer;
  return { status: 'failed', message: `${answer.message} that we know of; ${judged.detail}` };
}

/** What is remembered once the operator has spoken: patience begins anew. */
function wanted({ request }: Errand, found: Assessment, mode: 'on' | 'off'): ServiceState {
  return {
    ...found.state,
    desired: { mode, by: request.by, atMs: request.madeAtMs },
    streak: UNSEEN.streak,
    restarts: FRESH,
    // What it was before is no news: the next tick tells what has become of it.
    up: undefined,
    healthySince: undefined,
  };
}

function answerFrom({ outcome, message }: Ending): Answer {
  if (outcome === undefined) return undefined;
  return { status: outcome === 'failed' || outcome === 'closed' ? 'failed' : 'done', message };
}
