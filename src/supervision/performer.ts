// The recoveries that this invocation is performing: as many at once as the config allows, each of which can be called off.

import pLimit from 'p-limit';
import type { RecoveryRecord } from '../core/recovery.ts';
import { stepTreeOf } from '../core/tree.ts';
import type { Course, Performance } from './performance.ts';
import { recover } from './recover.ts';
import type { World } from './world.ts';

/** Performs a recovery as soon as one of the places is free. */
export type Performer = (recovery: RecoveryRecord) => Performance;

/** Performs recoveries side by side: `maxParallelRecoveries` of our own at once, and as many of those asked for. */
export function performerFor(world: World): Performer {
  const own = pLimit(world.config.maxParallelRecoveries);
  // An operator does not wait for cleanups of ours that take long.
  const askedFor = pLimit(world.config.maxParallelRecoveries);
  return (recovery) => {
    const course: Course = { isCalledOff: false, mark: undefined };
    const limit = recovery.requestId === undefined ? own : askedFor;
    const ended = limit(() => recover(recovery, world, course)).finally(() =>
      world.memory.performances.delete(recovery.key),
    );
    const performance: Performance = {
      recovery,
      ended,
      hasSuccessor: false,
      callOff: () => callOff(course, world),
    };
    world.memory.performances.set(recovery.key, performance);
    return performance;
  };
}

function callOff(course: Course, world: World): void {
  course.isCalledOff = true;
  const { mark } = course;
  if (mark === undefined) return;
  // Nothing waits for this: the script's end is what the step at hand waits for.
  void world.host.terminate((table) => stepTreeOf(mark, table), { killTimeoutSeconds: 1 });
}
