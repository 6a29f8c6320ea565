// The words for a recovery that is being performed: how far it is, and how it came out.

import type { RecoveryOutcome, RecoveryRecord } from '../core/recovery.ts';

/** How a recovery came out; absent outcome: we were told to stop, the next invocation goes on. */
export interface Ending {
  readonly recovery: RecoveryRecord;
  readonly outcome: RecoveryOutcome | undefined;
  readonly message: string;
}

/** A recovery being performed. */
export interface Performance {
  readonly recovery: RecoveryRecord;
  readonly ended: Promise<Ending>;
  /** Something else was asked for since: who asks for this again must wait for that. */
  hasSuccessor: boolean;
  /** Ends the script at hand, and takes no further step. */
  callOff(): void;
}

/** How far a recovery has come, and whether it was called off meanwhile. */
export interface Course {
  isCalledOff: boolean;
  /** The mark of the script at hand, by which it can be ended. */
  mark: string | undefined;
}
