// The words for a recovery that is being performed: how far it is, and how it came out.

import type { Moment } from '../core/moment.ts';
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
  /** An operator waits for it: should it still wait for a place, it takes one of those kept for what is asked for. */
  hasten(): void;
  /** Ends the script at hand, watches a start no longer, and takes no further step. */
  callOff(): void;
}

/** How far a recovery has come, and whether it was called off meanwhile. */
export interface Course {
  /** When this invocation took it on. */
  readonly beganAt: Moment;
  isCalledOff: boolean;
  /** An operator waits for it. */
  isHastened: boolean;
  /** Settles when it is called off. */
  readonly calledOff: Promise<void>;
  /** The mark of the script at hand, by which it can be ended. */
  mark: string | undefined;
  /** Its start has had its turn. */
  hasTurn: boolean;
  /** It was looked at closely before its end. */
  hasBlackBox: boolean;
  /** Its own stop command has ended it. */
  isEnded: boolean;
}
