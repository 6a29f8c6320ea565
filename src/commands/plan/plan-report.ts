// What `plan` tells, to people and programs: a plain value.

import type { OptionChange } from '../../core/plan/compare.ts';
import type { Change } from '../../core/plan/consequences.ts';
import type { Reason } from '../../core/recovery.ts';
import type { StateWord } from '../../core/state-word.ts';

/** What an edit means for one service. */
export interface PlannedService {
  readonly key: string;
  readonly change: Change;
  readonly options: readonly OptionChange[];
  /** What follows, a sentence each. */
  readonly means: readonly string[];
  /** How it is now, what the next check decides, and the steps that it would take; absent where it is not looked at. */
  readonly state?: StateWord | 'disabled' | undefined;
  readonly reason?: Reason | undefined;
  readonly planned?: readonly string[] | undefined;
}

/** What the next check does because of an edit. */
export interface PlanReport {
  readonly path: string;
  /** With what it was compared: a file, or the config by which was last checked. */
  readonly before: string;
  readonly services: readonly PlannedService[];
  /** Options of no single service. */
  readonly global: readonly OptionChange[];
  /** What else follows of those. */
  readonly means: readonly string[];
}
