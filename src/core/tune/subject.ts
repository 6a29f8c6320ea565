// What a proposal is made from, and what it is: plain values.

import type { Look } from '../replay/look.ts';
import type { Verdict } from '../verdict.ts';

/** What is asked about: what is set for a service, and what is on record of it. */
export interface Subject {
  readonly timeoutSeconds: number;
  readonly startGraceSeconds: number;
  /** 0 where there is none. */
  readonly busyGraceSeconds: number;
  /** Consecutive failures that bring a recovery. */
  thresholdOf(verdict: Verdict): number;
  readonly looks: readonly Look[];
  /** Its recoveries of our own accord. */
  readonly recoveries: readonly { readonly atMs: number; readonly verdict: Verdict | undefined }[];
  /** How long starts have taken until a check has found the new instance well. */
  readonly startSeconds: readonly number[];
}

/** An option to be set otherwise. */
export interface Proposal {
  readonly option: 'timeout_seconds' | 'busy_grace_seconds' | 'start_grace_seconds' | `thresholds.${Verdict}`;
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/** What lasted so long once may last twice as long. */
const MARGIN = 2;
/** A change of less than that is none. */
const WORTH = 0.2;

/** A length of time that leaves room for what is known, up to a number that people would write. */
export function roomFor(knownSeconds: number): number {
  const seconds = MARGIN * knownSeconds;
  const step = seconds <= 10 ? 1 : seconds <= 60 ? 5 : seconds <= 600 ? 10 : 60;
  return Math.ceil(seconds / step) * step;
}

/** Whether it is worth a proposal. */
export function isWorth({ from, to }: Pick<Proposal, 'from' | 'to'>): boolean {
  return Math.abs(to - from) >= WORTH * from;
}
