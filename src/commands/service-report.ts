// One service as it is told to people and programs: a plain value, the same for `check`, `status` and a dry run.

import type { Reason } from '../core/recovery.ts';
import type { StateWord } from '../core/state-word.ts';
import type { Verdict } from '../core/verdict.ts';

/** One service as it is told. Absent values are left out of JSON; so is what is on record, where that cannot be read. */
export interface ServiceReport {
  readonly key: string;
  readonly displayName: string;
  /** Whether its failures are graver than those of others. */
  readonly critical: boolean;
  readonly state: StateWord | 'disabled';
  readonly verdict: Verdict | undefined;
  /** What was decided, as a stable code. */
  readonly reason: Reason | undefined;
  /** The same in words, with measured values. */
  readonly detail: string;
  readonly desired: 'on' | 'off' | 'held' | undefined;
  /** Who wants it so, and on which terms; absent for what runs because nobody has said otherwise. */
  readonly terms?: TermsReport | undefined;
  readonly pid: number | undefined;
  readonly uptimeSeconds: number | undefined;
  readonly heartbeatAgeSeconds: number | undefined;
  readonly failures: number | undefined;
  readonly threshold: number;
  /** From 0 to 100, for eyes and alerts; absent where it is switched off, disabled, or its record cannot be read. */
  readonly healthScore?: number | undefined;
  /** Recoveries that are still remembered. */
  readonly restarts: number | undefined;
  /** Until it may be recovered again. */
  readonly nextAttemptSeconds: number | undefined;
  /** What the last recovery failed at, while the service is down. */
  readonly lastFailure?: LastFailure | undefined;
  /** How it was before it was last ended of our own accord; old ones are removed in time. */
  readonly blackBox?: { readonly path: string; readonly agoSeconds: number } | undefined;
  /** What is to be done, in a dry run. */
  readonly planned: readonly string[];
}

/** What its operator has said. */
export interface TermsReport {
  readonly by: string | undefined;
  /** RFC 3339. */
  readonly at: string | undefined;
  readonly reason: string | undefined;
  /** Until what was wanted before is wanted again; absent where only a word ends it. */
  readonly endsInSeconds: number | undefined;
  /** What comes back then. */
  readonly afterwards: 'on' | 'off' | 'held' | undefined;
}

/** The step at which a recovery ended. */
export interface LastFailure {
  readonly action: string;
  readonly message: string;
  readonly agoSeconds: number;
}
