// A recovery as a value: why, which steps, and what came of them. Planned here, performed elsewhere.

import type { Manner, Step } from '../config/step.ts';
import { tellingLines } from './telling-lines.ts';
import type { Verdict } from './verdict.ts';

/** What a recovery is for. `recover` is ours, the others were asked for; `act` is one of the service's own commands alone. */
export type Purpose = 'recover' | 'start' | 'stop' | 'restart' | 'act';

/** Why something was or was not done; stable, for people and programs. */
export type Reason =
  | 'off'
  | 'unknown'
  | 'recovering'
  | 'resume'
  | 'healthy'
  | 'starting'
  | 'held'
  | 'maintenance'
  | 'off_over'
  | 'busy'
  | 'ended_cleanly'
  | 'never_restarted'
  | 'below_threshold'
  | 'dependency_down'
  | 'dependency_recovered'
  | 'group_restart'
  | 'backing_off'
  | 'given_up'
  | 'threshold_reached'
  | 'escalated'
  | 'clock_step'
  | 'mass_failure'
  | 'host_trouble'
  | 'budget_spent'
  | 'observe_only'
  | 'requested';

/** What is to be done to one service. */
export interface RecoveryPlan {
  readonly key: string;
  readonly purpose: Purpose;
  readonly reason: Reason;
  readonly verdict: Verdict | undefined;
  /** In words, with the measured values. */
  readonly detail: string;
  /** The request it serves, so that one request never becomes two recoveries; absent for our own. */
  readonly requestId: number | undefined;
  /** What is done, in order. */
  readonly steps: readonly Step[];
}

/**
 * What one step did. `interrupted`: its invocation died during it. `adopted`: a start found its process already there.
 * `skipped`: its command was taken out of the config after it was planned, or there was nothing left to stop.
 */
export type StepOutcome =
  | 'succeeded'
  | 'failed'
  | 'timed_out'
  | 'unkillable'
  | 'adopted'
  | 'interrupted'
  | 'skipped';

/** The result of one step, as recorded. */
export interface StepResult {
  readonly outcome: StepOutcome;
  /** One sentence for people. */
  readonly message: string;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  /** Last lines of what it printed. */
  readonly outputTail?: string | undefined;
}

/** A step that ended its recovery. */
export interface StepFailure {
  readonly action: string;
  readonly result: StepResult;
  readonly endedAtMs: number;
}

/** What a step came to, with the last it printed where that explains a failure. */
export function tellResult({ outcome, message, outputTail = '' }: StepResult): string {
  const lines = tellingLines(outputTail).join(' | ');
  return outcome === 'succeeded' || lines === '' ? message : `${message}; its last words: ${lines}`;
}

/** One step of a recorded recovery. */
export interface StepRecord {
  readonly ordinal: number;
  readonly action: string;
  /** How it is done; absent for the usual way. */
  readonly manner: Manner | undefined;
  /** Unique mark in the environment of what the step starts: the instance's cookie for `start`, the step's own for a script. */
  readonly cookie: string | undefined;
  readonly begunAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
  readonly result: StepResult | undefined;
}

/** Where a black box of a service lies, and since when. */
export interface BlackBoxMark {
  readonly path: string;
  readonly atMs: number;
}

/**
 * How a recovery ended. `started`: every step succeeded, the new instance has yet to prove itself. `done`: the same without a new
 * instance, nor the end of the old one.
 */
export type RecoveryOutcome = 'started' | 'stopped' | 'done' | 'failed' | 'closed' | 'recovered';

/** A recorded recovery. */
export interface RecoveryRecord extends RecoveryPlan {
  readonly id: number;
  readonly begunAtMs: number;
  readonly stepRecords: readonly StepRecord[];
  /** Where it is written down how the service was before it was ended; absent where nothing is. */
  readonly blackBox?: string | undefined;
}

/** A recorded recovery, and how it ended; no outcome while it has not. */
export interface RecoveryHistory {
  readonly recovery: RecoveryRecord;
  readonly outcome: RecoveryOutcome | undefined;
}

/**
 * Whether a step's outcome lets the next one run: a failed script warns only, unless it is vital, as kill and start are; and
 * beside a script that cannot be ended nothing is begun.
 */
export function mayGoOn(step: Pick<StepRecord, 'action' | 'manner'>, outcome: StepOutcome): boolean {
  if (outcome === 'unkillable') return false;
  return !isVital(step) || AS_MEANT.has(outcome);
}

/** Outcomes of a step that went as it should. */
export const AS_MEANT: ReadonlySet<StepOutcome> = new Set(['succeeded', 'adopted', 'skipped']);

function isVital({ action, manner }: Pick<StepRecord, 'action' | 'manner'>): boolean {
  return action === 'kill' || action === 'start' || (manner?.kind === 'run' && manner.isVital);
}
