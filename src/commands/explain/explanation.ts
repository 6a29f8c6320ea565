// What `explain` tells, to people and programs: a plain value. Knows not how it came about.

import type { OptionPlace } from '../../config/option-place.ts';
import type { Measure } from '../../core/explain/measure.ts';
import type { Next } from '../../core/explain/next.ts';
import type { Result } from '../../core/explain/trace.ts';
import type { PastRecovery } from '../../core/history/recorded.ts';
import type { Reason, StepOutcome } from '../../core/recovery.ts';
import type { Verdict } from '../../core/verdict.ts';

import type { ServiceReport } from '../service-report.ts';

/** A measured value, and where its limit is set. */
export interface ExplainedMeasure extends Omit<Measure, 'option'> {
  /** The option that sets the limit, with dots. */
  readonly option?: string | undefined;
  /** Where it is written; absent where the file says nothing of it, so that the default holds. */
  readonly place?: OptionPlace | undefined;
}

/** One rule, as it was asked. */
export interface ExplainedRule {
  readonly rule: string;
  readonly result: Result;
  readonly measures: readonly ExplainedMeasure[];
}

/** What was decided. */
export interface ExplainedDecision {
  readonly reason: Reason;
  /** In words, with measured values; may be empty. */
  readonly detail: string;
  /** What the reason means. */
  readonly meaning: string;
  readonly action: 'none' | 'recover' | 'resume' | 'close';
}

/** Why a service is as it is now. */
export interface ExplainedNow {
  readonly kind: 'now';
  readonly key: string;
  readonly service: ServiceReport;
  readonly seen: readonly ExplainedMeasure[];
  /** What decides about this service, in order. */
  readonly rules: readonly ExplainedRule[];
  /** What holds a decision back, in order. */
  readonly brakes: readonly ExplainedRule[];
  readonly decision: ExplainedDecision;
  readonly next: Next;
  /** Why it is not restarted, where it is bad. */
  readonly notRestarted: string | undefined;
}

/** A service that nobody looks at. */
export interface ExplainedDisabled {
  readonly kind: 'disabled';
  readonly key: string;
  readonly place: OptionPlace | undefined;
}

/** How it was at an instant, by what is on record; the measured values of then are not. */
export interface ExplainedThen {
  readonly kind: 'then';
  readonly key: string;
  /** The instant that was asked for, and the check before it. */
  readonly at: string;
  readonly checkedAt: string;
  readonly verdict: Verdict;
  readonly reason: Reason | undefined;
  readonly meaning: string | undefined;
  readonly pid: number | undefined;
  readonly since: string;
  readonly until: string | undefined;
  readonly rules: readonly Pick<ExplainedRule, 'rule' | 'result'>[];
  readonly recovery: ThenRecovery | undefined;
  readonly events: readonly { readonly at: string; readonly kind: string; readonly message: string }[];
}

/** The last recovery before an instant, as it ended since. */
export interface ThenRecovery extends Pick<PastRecovery, 'reason' | 'detail' | 'outcome'> {
  readonly begunAt: string;
  readonly endedAt: string | undefined;
  readonly steps: readonly { readonly action: string; readonly outcome: StepOutcome | undefined }[];
}

/** Of an instant of which nothing is on record. */
export interface ExplainedNothing {
  readonly kind: 'nothing';
  readonly key: string;
  readonly at: string;
  /** When the oldest check was that is on record. */
  readonly oldest: string | undefined;
}

/** What is told of one service. */
export type Explanation = ExplainedNow | ExplainedDisabled | ExplainedThen | ExplainedNothing;

/** What `explain` tells. */
export interface ExplainReport {
  /** The config file, whose lines are told. */
  readonly path: string;
  readonly explanations: readonly Explanation[];
  /** Why the record could not be read: what was counted, and what is wanted off, is then not known. */
  readonly recordProblem?: string | undefined;
}
