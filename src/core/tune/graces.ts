// Which timeout, and which graces beside it, would fit a service: by its silences, and by how long its starts took.

import { NOTED_SHARE } from '../late-beats.ts';
import { isWorth, type Proposal, roomFor, type Subject } from './subject.ts';

/** The silences that are on record, in short. */
export interface Silent {
  readonly looks: number;
  /** The longest silence after which it beat again by itself; absent where no beat was late enough to be noted. */
  readonly longestReturnSeconds: number | undefined;
}

/** A timeout to be set otherwise; where there is a grace for the busy, that is it which is too short. */
export function timeoutFor(
  { timeoutSeconds: from, busyGraceSeconds }: Subject,
  { longestReturnSeconds: longest, looks }: Silent,
): readonly Proposal[] {
  // What was never noted was younger than a share of the timeout: of how much, nobody knows.
  const known = longest ?? from * NOTED_SHARE;
  const to = roomFor(known);
  if (!isWorth({ from, to }) || (busyGraceSeconds > 0 && to > from)) return [];
  const why =
    longest === undefined
      ? `in ${looks} looks no beat was older than ${known} s`
      : `it has beaten again by itself after ${longest} s`;
  return [{ option: 'timeout_seconds', from, to, why }];
}

/** A grace for the busy, where it has come back from silences that were longer than its timeout. */
export function busyGraceFor(
  { timeoutSeconds, busyGraceSeconds: from }: Subject,
  { longestReturnSeconds: longest = 0 }: Silent,
): readonly Proposal[] {
  if (longest <= timeoutSeconds) return [];
  const to = roomFor(longest) - timeoutSeconds;
  if (to <= from) return [];
  const instead = from > 0 ? '' : ': in place of a longer timeout, if it was at work then';
  return [
    {
      option: 'busy_grace_seconds',
      from,
      to,
      why: `it has beaten again by itself ${tenths(longest - timeoutSeconds)} s after its timeout${instead}`,
    },
  ];
}

const FEWEST_STARTS = 3;
const LEAST_GRACE_SECONDS = 10;

/** A grace for new instances to be set otherwise. */
export function startGraceFor({ startGraceSeconds: from, startSeconds }: Subject): readonly Proposal[] {
  if (startSeconds.length < FEWEST_STARTS) return [];
  const longest = Math.max(...startSeconds);
  const to = Math.max(LEAST_GRACE_SECONDS, roomFor(longest));
  if (!isWorth({ from, to })) return [];
  const why = `the longest of ${startSeconds.length} starts took ${tenths(longest)} s until a check found it well`;
  return [{ option: 'start_grace_seconds', from, to, why }];
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
