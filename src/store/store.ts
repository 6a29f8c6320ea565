// What is remembered, as seen by those who use it. Knows nothing of what the remembered facts mean.

import type { BrakeState } from '../core/brake-state.ts';
import type { Fence } from '../core/fence.ts';
import type { LateBeats } from '../core/late-beats.ts';
import type { AlertTally, Tally } from '../core/metrics/facts.ts';
import type { Moment } from '../core/moment.ts';
import type { Issued } from '../core/orphans.ts';
import type {
  Reason,
  RecoveryHistory,
  RecoveryOutcome,
  RecoveryPlan,
  RecoveryRecord,
  StepResult,
} from '../core/recovery.ts';
import type { Request, RequestKind, Wording } from '../core/request.ts';
import type { ServiceState } from '../core/service-state.ts';
import type { Verdict } from '../core/verdict.ts';

/** One noteworthy thing that happened. */
export interface Event {
  readonly atMs: number;
  /** The service; absent for what concerns the host or us. */
  readonly key: string | undefined;
  /** Stable word: `up`, `down`, `recovered`, `given_up`, `security`, … */
  readonly kind: string;
  readonly message: string;
}

/** What is remembered of a service at a tick: a span lasts as long as it stays the same. */
export interface SpanMark {
  readonly verdict: Verdict;
  /** Why that was done, or not done, which was. */
  readonly reason: Reason | undefined;
  /** The process that was judged. */
  readonly pid: number | undefined;
}

/** All that one tick changes: written in one transaction, before any effect. */
export interface TickCommit {
  readonly at: Moment;
  /** From its first look until it was decided. */
  readonly tookMs?: number;
  /** Beats that were late, though in time. */
  readonly lateBeats?: LateBeats;
  readonly brakes: BrakeState;
  /** The verdict on every checked service, by key. A service that is missing here has its span closed. */
  readonly marks: ReadonlyMap<string, SpanMark>;
  /** Only the states that changed. */
  readonly states: ReadonlyMap<string, ServiceState>;
  readonly events: readonly Event[];
  /** Intents of new recoveries; with the cookie a start among their steps is to use. */
  readonly recoveries: readonly RecoveryPlan[];
  /** Recoveries that their new instance has just proved. */
  readonly proven: readonly number[];
  /** Unfinished recoveries of dead invocations that need no more doing. */
  readonly closed: readonly number[];
}

/** The database, open for writing by the lease holder. */
export interface Store {
  /** The state of every service ever seen. */
  loadStates(): Map<string, ServiceState>;
  /** The verdict of the last tick on every service that it checked. */
  lastMarks(): ReadonlyMap<string, SpanMark>;
  loadBrakes(): BrakeState;
  /** When the last tick was; absent before the first. */
  lastTickAt(): Moment | undefined;
  /** How long the last tick has taken, milliseconds; absent where that is not on record. */
  lastTickTookMs(): number | undefined;
  /** What was counted of services since they were first seen, whatever was removed of it since. */
  tallies(): ReadonlyMap<string, Tally>;
  /** The same of alerts. */
  alertTally(): AlertTally;
  /** How many ticks we must only observe, after the database was lost. */
  observeOnlyTicks(): number;
  /** One transaction; returns the new recoveries as recorded, in the order given. */
  commitTick(commit: TickCommit): readonly RecoveryRecord[];
  /** One transaction: an asked-for recovery and the state that goes with it. */
  beginRecovery(plan: RecoveryPlan, state: ServiceState, atMs: number): RecoveryRecord;
  /** Recoveries that no invocation has ended. */
  unfinishedRecoveries(): readonly RecoveryRecord[];
  /** The recovery that serves a request, perhaps begun by an invocation that died; undefined while none does. */
  recoveryOf(requestId: number): RecoveryHistory | undefined;
  /** Every cookie that a start was given, as far back as recoveries are kept, in that order; those of other instances on record first. */
  issuedCookies(): readonly Issued[];
  /** Scripts of a service that were begun and whose end no invocation has seen. */
  interruptedScripts(key: string): readonly InterruptedScript[];
  /** Commits that a step begins, with the mark of what it will start. */
  beginStep(step: StepKey, cookie: string | undefined, atMs: number): void;
  /** Commits what a step came to. */
  endStep(step: StepKey, result: StepResult, atMs: number): void;
  /** Where it is written down how a service was before a recovery has ended it. */
  noteBlackBox(recoveryId: number, path: string): void;
  endRecovery(id: number, outcome: RecoveryOutcome, atMs: number): void;
  saveState(key: string, state: ServiceState): void;
  addEvent(event: Event): void;
  /** What is remembered of the last failed try to end superseded instances of a service; absent when none has failed. */
  loadFence(key: string): Fence | undefined;
  /** Remembers a try that failed; forgets the last one where there is none. */
  saveFence(key: string, fence: Fence | undefined): void;
  /** Whether something has happened that nobody was told of, or is yet to be told or to end; for those who tell. */
  hasNews(): boolean;
  /** When nothing older was last left, milliseconds since 1970; absent before the first time. */
  prunedAtMs(): number | undefined;
  /** Removes a little of what is older, and says whether more is left; when none is, `atMs` is remembered. */
  prune(olderThanMs: number, atMs: number): boolean;
  close(): void;
}

/** A script that was left by an invocation that died. */
export interface InterruptedScript {
  readonly step: StepKey;
  /** `WATCHDOG_STEP` of its processes. */
  readonly mark: string;
  /** Its recovery has ended since, so that it will not be run again. */
  readonly isClosed: boolean;
}

/** Which step of which recovery. */
export interface StepKey {
  readonly recoveryId: number;
  readonly ordinal: number;
}

/** Who asks, and what is said beside it. */
export interface Asked extends Wording {
  readonly by: string;
}

/** The letter box: written by anybody, served by the lease holder. */
export interface RequestBox {
  add(kind: RequestKind, key: string | undefined, by: string): Request;
  /** One transaction, so that whoever dies over it has asked for all or for nothing; their numbers in the order of the keys. */
  addAll(kind: RequestKind, keys: readonly string[], asked: Asked): readonly number[];
  get(id: number): Request | undefined;
  /** Oldest first. */
  pending(): readonly Request[];
  /** Marks a request as being served, or tells how far it is. */
  progress(id: number, message: string): void;
  finish(id: number, status: 'done' | 'failed', message: string): void;
  /** Takes back what nobody has begun to serve; false when somebody has. */
  withdraw(id: number): boolean;
}
