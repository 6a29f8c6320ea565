// Serves what others ask for: on, off, restart. Asking writes a row; only the holder of the lease comes here.
// Here a request waits for its turn, and takes in what dead invocations have left; what it then does is carried out elsewhere.

import type { Service } from '../config/config.ts';
import type { RecoveryRecord, StepRecord } from '../core/recovery.ts';
import type { Request } from '../core/request.ts';
import { isGoodCopyElsewhere, remainingSteps } from '../core/resume.ts';
import { tellWording } from '../core/tell-desired.ts';
import { assessNow } from './assess-now.ts';
import { carryOut } from './carry-out.ts';
import { closeUnfinished } from './close-unfinished.ts';
import { endInterrupted } from './end-interrupted.ts';
import { endOrphansOf } from './end-orphans.ts';
import { type Answer, answerFrom, type Errand, type Settled, wanted } from './errand.ts';
import { goOn } from './go-on.ts';
import { hold, release, whySpared } from './hold.ts';
import { occasion } from './occasion.ts';
import type { Performance } from './performance.ts';
import type { Performer } from './performer.ts';
import { remember } from './remember.ts';
import { awaitTurn } from './turn.ts';
import type { World } from './world.ts';

/** Begins to serve one request; the promise settles when it is answered in the record. */
export async function serve(request: Request, world: World, perform: Performer): Promise<void> {
  const { key = '' } = request;
  const service = serviceOf(key, world);
  world.requests.progress(request.id, 'taken');
  // Whoever asked may have taken it back in the moment in which we read it.
  if (world.requests.get(request.id)?.status !== 'taken') return;
  const answer: Answer =
    request.kind === 'end_orphans'
      ? await endOrphansOf(key, world)
      : service === undefined
        ? notConfigured(key, world)
        : await answerOf({ request, service, world, perform });
  if (answer !== undefined) world.requests.finish(request.id, answer.status, answer.message);
}

function serviceOf(key: string, { config }: World): Service | undefined {
  return config.services.find((one) => one.key === key);
}

function notConfigured(key: string, { config }: World): Answer {
  return { status: 'failed', message: `${key} is not in ${config.path}` };
}

async function answerOf(errand: Errand): Promise<Answer> {
  const spared = whySpared(errand);
  if (spared !== undefined) return spared;
  const { request, service, world } = errand;
  if (SAID[request.kind] !== undefined) world.memory.words.set(service.key, request);
  const answer = await actFor(errand);
  if (answer?.status === 'done') tellSaid(errand);
  return answer;
}

/** To hold or release a service, or to run a command of it, is no switching, for which others would wait. */
function actFor(errand: Errand): Answer | Promise<Answer> {
  const { kind } = errand.request;
  if (kind === 'release') return release(errand);
  if (kind === 'do') return answerTo(errand);
  return kind === 'hold' ? hold(errand) : inSight(errand);
}

/** Who has laid a hand on a service, and why. */
function tellSaid({ request, service: { key }, world: { host, store } }: Errand): void {
  const kind = SAID[request.kind];
  if (kind === undefined) return;
  const message = `by ${request.by}${tellWording(request)}`;
  store.addEvent({ atMs: host.now().wallMs, key, kind, message });
}

const SAID: Partial<Record<Request['kind'], string>> = {
  on: 'switched_on',
  off: 'switched_off',
  hold: 'held',
  release: 'released',
};

/** While it is served those see it that must wait for it. */
async function inSight(errand: Errand): Promise<Answer> {
  const { request, service, world } = errand;
  const over = occasion();
  const serving = { request, isOver: false, over: over.comes };
  world.memory.serving.set(service.key, serving);
  try {
    return await answerTo(errand);
  } finally {
    serving.isOver = true;
    over.come();
  }
}

async function answerTo(errand: Errand): Promise<Answer> {
  const { request, world } = errand;
  const earlier = world.store.recoveryOf(request.id);
  if (earlier !== undefined) return goOn(errand, earlier);
  const missed = request.kind === 'do' ? undefined : await awaitTurn(errand);
  if (missed !== undefined) return missed.answer;
  for (let isSwept = false; ; ) {
    const underWay = underWayOf(errand);
    // From here on nothing may be waited for, or somebody else could begin something in between.
    if (underWay === undefined && isSwept) return actByConfig(errand);
    const settled = underWay === undefined ? await sweep(errand) : await giveWay(errand, underWay);
    if (settled !== undefined) return settled.answer;
    isSwept ||= underWay === undefined;
  }
}

/** Whoever has waited may be out of the config by now, where nobody would watch what is started, or be run by another command. */
function actByConfig(errand: Errand): Answer | Promise<Answer> {
  const { service: former, world } = errand;
  const service = serviceOf(former.key, world);
  return service === undefined ? notConfigured(former.key, world) : actOn({ ...errand, service });
}

/** Waits for what is under way; that answers the request when it is the very thing that is asked for. */
async function giveWay(errand: Errand, underWay: Performance): Promise<Settled | undefined> {
  const { request } = errand;
  const isWanted = isAskedFor(underWay, request);
  if (isWanted && !underWay.hasSuccessor) return { answer: await shareIn(() => underWay, errand) };
  underWay.hasSuccessor = true;
  if (request.kind === 'off' && !isWanted) underWay.callOff();
  // Of those that wait for it, who came first goes on first; the others then find what that one has begun.
  await underWay.ended;
  return undefined;
}

/** A command that is run alone is nothing but itself. */
function isAskedFor({ recovery: { purpose } }: Performance, { kind }: Request): boolean {
  return purpose !== 'act' && kind !== 'do' && (purpose === 'stop') === (kind === 'off');
}

/**
 * Takes a recovery that is not ours alone for what was asked: as an operator's, it does not wait, and counts for nothing.
 * It is begun once that is on record: where it cannot be, nobody would wait for its end.
 */
async function shareIn(begun: () => Performance, errand: Errand): Promise<Answer> {
  const { service, world } = errand;
  remember(world, service.key, wanted(errand));
  const performance = begun();
  performance.hasten();
  return answerFrom(await performance.ended);
}

/** Ends what dead invocations have left running, which takes time: a tick may go on with something meanwhile. */
async function sweep({ service, world }: Errand): Promise<Settled | undefined> {
  const problem = await endInterrupted(world, service.key);
  return problem === undefined ? undefined : { answer: { status: 'failed', message: problem } };
}

function underWayOf({ service, world }: Errand): Performance | undefined {
  return world.memory.performances.get(service.key);
}

/**
 * Nothing is under way. What a dead invocation has left half done is gone on with by `on`, as a tick would, else closed: also where
 * the config has disabled the service since, which `on` may start, but nobody recovers.
 */
async function actOn(errand: Errand): Promise<Answer> {
  const { request, service, world, perform } = errand;
  const left = world.store
    .unfinishedRecoveries()
    .findLast(({ key, purpose }) => key === service.key && purpose !== 'act');
  if (left !== undefined && request.kind === 'do')
    return { status: 'failed', message: `not run, for its ${left.purpose} was interrupted and comes first` };
  if (left !== undefined && left.purpose !== 'stop' && request.kind === 'on' && service.enabled) {
    const found = assessNow(service, world);
    // It stays: when it can be looked at again, a tick goes on with it.
    if (found.judged.verdict === 'unknown') return carryOut(errand, found);
    if (!isGoodCopyElsewhere(left, found.before.instance, found.judged))
      return shareIn(() => perform(left), errand);
  }
  const problem = closeUnfinished(world, service.key);
  if (problem !== undefined) return { status: 'failed', message: problem };
  const answer = await carryOut(errand, assessNow(service, world));
  return request.kind === 'off' ? orHalfDone(answer, left) : answer;
}

/** Whether it is a script that is still wanted after the service was ended. */
function isScript({ action, manner }: StepRecord): boolean {
  return manner === undefined ? !BUILT_IN.has(action) : manner.kind === 'run' && action !== 'stop';
}

const BUILT_IN: ReadonlySet<string> = new Set(['kill', 'start', 'stop']);

/** A later `on` will only start the service: that is for the operator to know, who may want a `restart`. */
function orHalfDone(answer: Answer, left: RecoveryRecord | undefined): Answer {
  const steps = left === undefined ? [] : remainingSteps(left);
  const scripts = steps.filter(isScript).map(({ action }) => action);
  if (answer === undefined || scripts.length === 0) return answer;
  return { ...answer, message: `${answer.message}; not done of its recovery: ${scripts.join(', ')}` };
}
