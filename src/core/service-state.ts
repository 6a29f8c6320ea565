// What is remembered of one service from tick to tick. A healthy, steady service has the same state at every tick,
// so that nothing of it needs writing.

import { type CheckMemories, NO_MEMORIES } from './checks/check-memory.ts';
import type { Instance } from './instance.ts';
import type { Moment, Wait } from './moment.ts';

/** What the operator wants of a service: that it runs, that it does not, or that we only watch. */
export interface Desired {
  readonly mode: 'on' | 'off' | 'held';
  /** Who said so: a login name, and from where; absent for the initial `on`. */
  readonly by: string | undefined;
  readonly atMs: number | undefined;
  /** Of `off` and `held`; absent where it was said before there were any. */
  readonly terms?: Terms | undefined;
}

/** On which terms something is wanted. */
export interface Terms {
  readonly since: Moment;
  readonly reason: string | undefined;
  /** Ends by itself so long after `since`; absent: by a word alone. */
  readonly forMs: number | undefined;
  /** When its operator was last reminded of it. */
  readonly remindedAt: Moment | undefined;
  /** What comes back at its end; absent for the initial `on`. */
  readonly former: Desired | undefined;
}

/** What is bad of a service: its checks by name, and the empty name for its heartbeat or its process. */
export type Culprits = readonly string[];

/** Consecutive bad verdicts. */
export interface Streak {
  readonly count: number;
  /** What was bad at every one of them; absent where that is the heartbeat or the process alone. */
  readonly culprits?: Culprits | undefined;
  /** Wall clock of the last of them: a good heartbeat written after it voids them all. */
  readonly lastBadMs: number | undefined;
}

/** A way to fail, and how often it was seen in a row. */
export interface Crash {
  /** Exit and last words, without their numbers. */
  readonly print: string;
  /** 0 where it has asked to be tried again: that is no failure to give up for. */
  readonly count: number;
}

/** The recent recoveries of a service, and how long it must wait for the next. */
export interface Restarts {
  /** Those within the window, oldest first. */
  readonly attempts: readonly Moment[];
  /** How often the wait has grown; 0 after a stable period. */
  readonly level: number;
  readonly wait: Wait | undefined;
  /** Which rung of the give-up ladder is next; absent while we have not given up. */
  readonly givenUpRung: number | undefined;
  /** Healthy ticks in a row since it was given up; counted only where that is asked for. */
  readonly goodTicks?: number | undefined;
  /** How its last start failed, and how often in a row in that very way. */
  readonly crash?: Crash | undefined;
  /** Cookie of the instance that has ended with 0 while its start was watched, where that is no failure. */
  readonly ended?: string | undefined;
  /** Cookie of the dead instance whose exit code has said whether to try again: it is heeded once. */
  readonly heeded?: string | undefined;
}

/** What is remembered of one service. */
export interface ServiceState {
  readonly desired: Desired;
  readonly streak: Streak;
  readonly instance: Instance | undefined;
  readonly restarts: Restarts;
  /** Since when it has been healthy without a break. */
  readonly healthySince: Moment | undefined;
  /** Whether it was last known up; absent until the first verdict that tells, and of what is off and does not run. */
  readonly up: boolean | undefined;
  /** Of what was run at the last recovery, so that an edit re-arms a service that was given up. */
  readonly fingerprint: string | undefined;
  /** When it was last restarted for one that it depends on: no instance of that from before is a reason any more. */
  readonly answered: Pick<Moment, 'bootMs' | 'bootId'> | undefined;
  /** Of its checks, those that have anything to remember. */
  readonly checks: CheckMemories;
}

/** The state of a service that was never seen before. */
export const UNSEEN: ServiceState = {
  desired: { mode: 'on', by: undefined, atMs: undefined },
  streak: { count: 0, lastBadMs: undefined },
  instance: undefined,
  restarts: { attempts: [], level: 0, wait: undefined, givenUpRung: undefined },
  healthySince: undefined,
  up: undefined,
  fingerprint: undefined,
  answered: undefined,
  checks: NO_MEMORIES,
};
