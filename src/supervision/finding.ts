// What one pass over all services found out and decided, before any of it is committed.

import type { BrakeState } from '../core/brake-state.ts';
import type { Decision } from '../core/decision.ts';
import type { Moment } from '../core/moment.ts';
import type { Assessment } from '../core/situation.ts';

/** One service at one tick: what was seen, what it means, what was decided. */
export interface Finding extends Assessment {
  readonly decision: Decision;
  /** The maintenance window in which it is, in words. */
  readonly maintenance?: string | undefined;
}

/** What a pass found out and decided, before any of it is committed. */
export interface Pass {
  readonly at: Moment;
  readonly brakes: BrakeState;
  readonly clock: 'stepped' | 'slept' | undefined;
  readonly findings: ReadonlyMap<string, Finding>;
}
