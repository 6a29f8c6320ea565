// One step of one recovery, with all that is needed to do it.

import type { Service } from '../config/config.ts';
import type { RecoveryRecord, StepRecord } from '../core/recovery.ts';
import type { Course } from './performance.ts';
import type { World } from './world.ts';

/** One step to be done. */
export interface Job {
  readonly service: Service;
  readonly recovery: RecoveryRecord;
  readonly step: StepRecord;
  readonly world: World;
  readonly course: Course;
}
