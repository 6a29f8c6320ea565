// What `hold` and `release` do to a service: from the one to the other nothing is done to it of our own accord. What was begun of
// that is called off, also where an invocation that died has begun it.

import { formerOf, lapse } from '../core/desired.ts';
import type { RecoveryRecord } from '../core/recovery.ts';
import type { Request } from '../core/request.ts';
import { remainingSteps } from '../core/resume.ts';
import { tellDesired, tellSpan } from '../core/tell-desired.ts';
import { assessNow } from './assess-now.ts';
import { closeLeft } from './close-abandoned.ts';
import { type Answer, desiredNow, type Errand, wanted } from './errand.ts';
import type { Performance } from './performance.ts';
import { remember } from './remember.ts';
import type { Serving } from './serving.ts';

/** Holds a service: in force at once, and answered when nothing of ours is under way any more. */
export async function hold(errand: Errand): Promise<Answer> {
  const { service, world } = errand;
  const { performances, serving } = world.memory;
  const earlier = serving.get(service.key);
  setHeld(errand);
  const underWay = performances.get(service.key);
  const undone = isOurs(underWay, earlier) ? await callOff(underWay) : [];
  if (earlier?.isOver === false) {
    // What a person has asked for before is gone through with, and then it is held.
    await earlier.over;
    if (whatSince(errand) === undefined) setHeld(errand);
  }
  // From here on nothing may be waited for: what is released meanwhile may be recovered at once.
  const since = whatSince(errand);
  if (since !== undefined)
    return { status: 'failed', message: `${since.kind} was asked for since, by ${since.by}` };
  if (!world.mayAct()) return undefined;
  const left = performances.has(service.key) ? [] : leftOf(errand);
  for (const recovery of left) {
    const problem = closeLeft(world, recovery);
    if (problem !== undefined) return { status: 'failed', message: `held, but ${problem}` };
  }
  return { status: 'done', message: tellHeld(errand, [...undone, ...left.flatMap(stepsToCome)]) };
}

/** Ends a hold: what was wanted before is wanted again. */
export function release({ request, service, world }: Errand): Answer {
  const { key } = service;
  const desired = desiredNow(world, key);
  if (desired.mode === 'on') return { status: 'done', message: 'it is not held' };
  if (desired.mode === 'off') {
    const message = `it is not held, but switched off; "watchdog on ${key}" starts it`;
    return { status: 'failed', message };
  }
  const former = lapse(formerOf(desired), world.host.now(), world.memory.lastTickAt);
  remember(world, key, { desired: former });
  world.log({ level: 'INFO', key, message: `released by ${request.by}` });
  return { status: 'done', message: `released; wanted ${former.mode} again` };
}

/** Why a service is left alone by who means all services: it is held, or off and not to be started by that. Undefined where it is not. */
export function whySpared({ request, service, world }: Errand): Answer {
  if (!request.sparesHeld) return undefined;
  const desired = desiredNow(world, service.key);
  if (desired.mode === 'off' && request.kind === 'restart')
    return { status: 'done', message: 'left alone, for it is switched off' };
  if (desired.mode !== 'held') return undefined;
  const who = tellDesired(desired, world.host.now());
  return { status: 'done', message: `left alone, for it is held ${who}`.trimEnd() };
}

/** Only what is wanted changes: failures are counted on. */
function setHeld({ request, service, world }: Errand): void {
  const { desired } = wanted({ request, service, world });
  remember(world, service.key, { desired });
}

function isOurs(underWay: Performance | undefined, earlier: Serving | undefined): underWay is Performance {
  const isAskedFor = earlier !== undefined && !earlier.isOver;
  return underWay !== undefined && underWay.recovery.requestId === undefined && !isAskedFor;
}

async function callOff(underWay: Performance): Promise<readonly string[]> {
  const undone = stepsToCome(underWay.recovery);
  underWay.hasSuccessor = true;
  underWay.callOff();
  await underWay.ended;
  return undone;
}

/** What was said of it since, which is what counts. */
function whatSince({ request, service, world }: Errand): Request | undefined {
  const last = world.memory.words.get(service.key);
  return last !== undefined && last.id > request.id ? last : undefined;
}

/** What invocations that died have left unfinished of it. */
function leftOf({ service, world }: Errand): readonly RecoveryRecord[] {
  return world.store.unfinishedRecoveries().filter(({ key }) => key === service.key);
}

function stepsToCome(recovery: RecoveryRecord): readonly string[] {
  return remainingSteps(recovery).flatMap(({ action, begunAtMs }) =>
    begunAtMs === undefined ? [action] : [],
  );
}

function tellHeld({ request, service, world }: Errand, undone: readonly string[]): string {
  const { verdict, detail } = assessNow(service, world).judged;
  const until =
    request.forMs === undefined
      ? `until "watchdog release ${service.key}"`
      : `for ${tellSpan(request.forMs)}`;
  const isWell = verdict === 'healthy' || verdict === 'starting';
  return [
    `held ${until}: nothing is done to it of our own accord`,
    ...(isWell ? [] : [`it is ${verdict}: ${detail}`]),
    ...(undone.length === 0 ? [] : [`its recovery was called off before: ${undone.join(', ')}`]),
  ].join('; ');
}
