// Whether what was expected of a timeline came so.

import type { Frame } from './live.ts';
import type { Expectation } from './timeline.ts';

/** What became of an expectation. */
export interface Outcome {
  readonly expectation: Expectation;
  readonly isMet: boolean;
  /** In words: what came in its place; empty where it is met. */
  readonly found: string;
}

/** Holds every expectation against what came. */
export function meet(expectations: readonly Expectation[], frames: readonly Frame[]): readonly Outcome[] {
  return expectations.map((expectation) => meetOne(expectation, frames));
}

function meetOne(expectation: Expectation, frames: readonly Frame[]): Outcome {
  const { key, atMs, when } = expectation;
  const past = frames.filter((frame) => frame.key === key && frame.atMs <= atMs);
  const fits = (index: number) => isAsExpected(past.slice(0, index + 1), expectation);
  const indexes = when === 'at' ? [past.length - 1] : past.map((_, index) => index);
  const isSeen = past.length > 0 && indexes.some(fits);
  const isMet = when === 'never' ? !isSeen : isSeen;
  return { expectation, isMet, found: isMet ? '' : foundOf(past) };
}

/** Whether the last of these checks is as it is expected. */
function isAsExpected(past: readonly Frame[], { verdict, reason, recoveries }: Expectation): boolean {
  const last = past.at(-1);
  return (
    (verdict === undefined || last?.verdict === verdict) &&
    (reason === undefined || last?.reason === reason) &&
    (recoveries === undefined || countOf(past) === recoveries)
  );
}

function foundOf(past: readonly Frame[]): string {
  const last = past.at(-1);
  if (last === undefined) return 'no check by then';
  return `${last.verdict}, ${last.reason}, ${countOf(past)} recoveries so far`;
}

function countOf(past: readonly Frame[]): number {
  return past.filter(({ isRecovered }) => isRecovered).length;
}
