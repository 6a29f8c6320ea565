// The recoveries that this invocation is performing: as many at once as the config allows, each of which can be called off.

import { setTimeout as sleep } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { RecoveryRecord } from '../core/recovery.ts';
import { stepTreeOf } from '../core/tree.ts';
import { occasion } from './occasion.ts';
import type { Course, Performance } from './performance.ts';
import { recover } from './recover.ts';
import type { World } from './world.ts';

/** Performs a recovery as soon as one of the places is free. */
export type Performer = (recovery: RecoveryRecord) => Performance;

const LOOK_AGAIN_MS = 50;

/** Performs recoveries side by side: `maxParallelRecoveries` of our own at once, and as many of those asked for. */
export function performerFor(world: World): Performer {
  const places = placesIn(world);
  return (recovery) => {
    const { askedFor } = places();
    const callingOff = occasion();
    const hastening = occasion();
    const course: Course = {
      beganAt: world.host.now(),
      isCalledOff: false,
      isHastened: false,
      calledOff: callingOff.comes,
      mark: undefined,
      hasTurn: false,
      hasBlackBox: false,
      isEnded: false,
    };
    const begin = once(() => recover(recovery, world, course));
    const ending = once(() => endScript(course, world));
    const ended = Promise.race([
      placeFor(recovery, places())(begin),
      hastening.comes.then(() => askedFor(begin)),
      // What is called off before its turn needs no place: it ends at once.
      callingOff.comes.then(begin),
    ])
      // Its script may have ended before what that has left behind: until then nothing else is done to the service.
      .finally(() => (course.isCalledOff ? ending() : undefined))
      .finally(() => world.memory.performances.delete(recovery.key));
    const callOff = () => {
      course.isCalledOff = true;
      callingOff.come();
      // The recovery's end waits for it.
      void ending();
    };
    const hasten = () => {
      course.isHastened = true;
      hastening.come();
    };
    const performance: Performance = {
      recovery,
      ended,
      hasSuccessor: false,
      hasten,
      callOff,
    };
    world.memory.performances.set(recovery.key, performance);
    return performance;
  };
}

/** Those of a group wait for each other, one at a time: who waits must not hold the place of whom it waits for. */
function placeFor(
  { reason, requestId }: RecoveryRecord,
  { own, askedFor }: Places,
): <T>(work: () => T) => Promise<T> {
  if (reason === 'group_restart') return async (work) => work();
  return async (work) => (requestId === undefined ? own(work) : askedFor(work));
}

/** Places of our own, and for what is asked for. */
interface Places {
  readonly own: LimitFunction;
  readonly askedFor: LimitFunction;
}

/** An operator does not wait for cleanups of ours that take long. As many places as the config has by now. */
function placesIn(world: World): () => Places {
  const own = pLimit(world.config.maxParallelRecoveries);
  const askedFor = pLimit(world.config.maxParallelRecoveries);
  return () => {
    own.concurrency = world.config.maxParallelRecoveries;
    askedFor.concurrency = world.config.maxParallelRecoveries;
    return { own, askedFor };
  };
}

function once<T>(work: () => T): () => T {
  let done: { readonly result: T } | undefined;
  return () => {
    done ??= { result: work() };
    return done.result;
  };
}

/** Ends the script at hand. It may be only about to be spawned, so it is looked for until its step is over. */
async function endScript(course: Course, { host }: World): Promise<void> {
  for (let { mark } = course; mark !== undefined; mark = course.mark) {
    const ours = mark;
    await host.terminate((table) => stepTreeOf(ours, table), { killTimeoutSeconds: 1 });
    await sleep(LOOK_AGAIN_MS);
  }
}
