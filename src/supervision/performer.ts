// The recoveries that this invocation is performing: as many at once as the config allows, each of which can be called off.

import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { RecoveryRecord } from '../core/recovery.ts';
import { stepTreeOf } from '../core/tree.ts';
import type { Course, Performance } from './performance.ts';
import { recover } from './recover.ts';
import type { World } from './world.ts';

/** Performs a recovery as soon as one of the places is free. */
export type Performer = (recovery: RecoveryRecord) => Performance;

const LOOK_AGAIN_MS = 50;

/** Performs recoveries side by side: `maxParallelRecoveries` of our own at once, and as many of those asked for. */
export function performerFor(world: World): Performer {
  const own = pLimit(world.config.maxParallelRecoveries);
  // An operator does not wait for cleanups of ours that take long.
  const askedFor = pLimit(world.config.maxParallelRecoveries);
  return (recovery) => {
    const course: Course = { isCalledOff: false, mark: undefined };
    const limit = recovery.requestId === undefined ? own : askedFor;
    const begin = once(() => recover(recovery, world, course));
    // What is called off before its turn needs no place: it ends at once.
    let goAhead = (): void => undefined;
    const calledOff = new Promise<void>((resolve) => {
      goAhead = resolve;
    });
    const ended = Promise.race([limit(begin), calledOff.then(begin)]).finally(() =>
      world.memory.performances.delete(recovery.key),
    );
    const callOff = () => {
      course.isCalledOff = true;
      goAhead();
      // Nothing waits for this: the script's end is what the step at hand waits for.
      void endScript(course, world);
    };
    const performance: Performance = { recovery, ended, hasSuccessor: false, callOff };
    world.memory.performances.set(recovery.key, performance);
    return performance;
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
