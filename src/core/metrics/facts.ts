// What metrics are made from. Knows nothing of where these facts are read.

import type { StateWord } from '../state-word.ts';
import type { Usage } from '../usage.ts';
import type { Verdict } from '../verdict.ts';

/** What was counted of a service since it was first seen; none of it ever falls. */
export interface Tally {
  /** Recoveries of our own accord and restarts that were asked for, by reason code. */
  readonly restarts: Readonly<Record<string, number>>;
  /** Recoveries that their new instance has proved, and how long these took from the decision to the proof. */
  readonly recovered: number;
  readonly recoveryMs: number;
  /** Recoveries that failed at one of their steps. */
  readonly failed: number;
}

/** What became of what was to be told to people. */
export interface AlertTally {
  /** By channel and outcome: `sent`; `failed`, which is given up; `retried`, which failed and is tried again. */
  readonly outcomes: readonly {
    readonly channel: string;
    readonly outcome: string;
    readonly total: number;
  }[];
  /** Still to be told. */
  readonly pending: number;
}

/** One service; what is absent is not known, or not measured. */
export interface ServiceFacts {
  readonly key: string;
  readonly displayName: string;
  readonly critical: boolean;
  readonly group: string | undefined;
  readonly state: StateWord | 'disabled';
  readonly verdict: Verdict | undefined;
  readonly heartbeatAgeSeconds: number | undefined;
  readonly failures: number | undefined;
  readonly healthScore?: number | undefined;
  readonly tally: Tally | undefined;
  readonly usage: Pick<Usage, 'memoryBytes' | 'cpuMs'> | undefined;
}

/** Of the watchdog itself. */
export interface OwnFacts {
  readonly version: string;
  readonly nodeVersion: string;
  readonly checkIntervalSeconds: number;
  /** Wall clock; absent before the first tick. */
  readonly lastTickAtMs: number | undefined;
  readonly lastTickTookMs: number | undefined;
  /** The record cannot be used: nothing is killed or started. */
  readonly isObserving: boolean;
  /** Absent where the record cannot be read. */
  readonly alerts: AlertTally | undefined;
  /** Checks that found another invocation at work. */
  readonly leaseMet: number | undefined;
}

/** All that metrics tell. */
export interface Facts {
  readonly own: OwnFacts;
  readonly services: readonly ServiceFacts[];
}
