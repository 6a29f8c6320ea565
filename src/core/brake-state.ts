// What the brakes remember from tick to tick: of the host and of groups, not of one service.

import type { Trouble } from './host-trouble.ts';
import type { Moment } from './moment.ts';
import type { Restarts } from './service-state.ts';

/** What the brakes remember. */
export interface BrakeState {
  /** Since when ages count, after the clock stepped or the host slept; absent while wall time can be trusted. */
  readonly rebasedAt: Moment | undefined;
  /** Many living services went bad at once; absent when they did not. */
  readonly incident: Incident | undefined;
  /** Those of a short while ago, from which a mass failure is told. */
  readonly falls: readonly Fall[];
  /** What is amiss with the host, each as it was when it began: it has been told. */
  readonly troubles: readonly Trouble[];
  /** What of the host could not be looked at, which has been told too. */
  readonly unseen: readonly Trouble[];
  /** The restarts of the last hour; kept only where there is a limit to them. */
  readonly spent: readonly Moment[];
  /** Those of critical services, which have a budget of their own. */
  readonly spentByCritical: readonly Moment[];
  readonly groups: GroupMemories;
}

/** Of groups that were restarted lately, by name. */
export type GroupMemories = Readonly<Record<string, GroupMemory>>;

/** The recent restarts of a group. */
export interface GroupMemory {
  readonly restarts: Restarts;
  /** What was run, and what its operator had said last: when that changes, counting begins anew. */
  readonly terms: string;
}

/** A service that has gone bad while it was up. */
export interface Fall {
  readonly key: string;
  readonly at: Moment;
}

/** A mass failure, taken for the host's own until one service after another has come back. */
export interface Incident {
  readonly since: Moment;
  /** Those that are recovered by now: none during the tick that only holds, then one, then more each time. */
  readonly tried: readonly string[];
}

/** Nothing is braked. */
export const RELEASED: BrakeState = {
  rebasedAt: undefined,
  incident: undefined,
  falls: [],
  troubles: [],
  unseen: [],
  groups: {},
  spent: [],
  spentByCritical: [],
};
