// What the record says of the past of a service, as core is told it. Knows not how it is stored.

import type { Reason, RecoveryOutcome, RecoveryRecord } from '../recovery.ts';
import type { Verdict } from '../verdict.ts';

/** A stretch of time, in milliseconds since 1970 by the wall clock; what ends it is no part of it. */
export interface Window {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A verdict, and what was made of it, from the first tick that gave it to the first that gave another. */
export interface RecordedSpan extends Window {
  readonly key: string;
  readonly verdict: Verdict;
  readonly reason: Reason | undefined;
  readonly pid: number | undefined;
  /** It lasts: the last tick, at `untilMs`, gave it too. */
  readonly isOpen: boolean;
}

/** A recorded recovery, and what became of it. */
export interface PastRecovery extends Pick<RecoveryRecord, 'id' | 'key' | 'purpose' | 'reason' | 'verdict'> {
  readonly detail: string;
  readonly begunAtMs: number;
  readonly endedAtMs: number | undefined;
  /** When its new instance proved itself. */
  readonly recoveredAtMs: number | undefined;
  readonly outcome: RecoveryOutcome | undefined;
  readonly steps: RecoveryRecord['stepRecords'];
  readonly blackBox: string | undefined;
}

/** One thing that was told when it happened. */
export interface PastEvent {
  /** In the order in which they were told. */
  readonly id: number;
  readonly atMs: number;
  /** Absent for what concerns the host or us. */
  readonly key: string | undefined;
  readonly kind: string;
  readonly message: string;
}
