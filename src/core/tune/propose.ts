// Which timeout and thresholds would fit a service, by the silences that are on record. A proposal and no more: what was never seen
// is no part of it.

import { NOTED_SHARE } from '../late-beats.ts';
import { isTelling, type Look } from '../replay/look.ts';
import type { Verdict } from '../verdict.ts';
import { type Silence, silencesIn } from './silences.ts';

/** What is asked about. */
export interface Subject {
  readonly timeoutSeconds: number;
  /** Consecutive failures for a dead process. */
  readonly deadThreshold: number;
  readonly looks: readonly Look[];
  /** Its recoveries of our own accord. */
  readonly recoveries: readonly { readonly atMs: number; readonly verdict: Verdict | undefined }[];
}

/** What was found. */
export interface Tuning {
  /** Looks by which it can be told, and the shortest time between two of them as a rule. */
  readonly looks: number;
  readonly lookEverySeconds: number | undefined;
  /** The longest silence after which it beat again by itself; absent where no beat was late enough to be noted. */
  readonly longestReturnSeconds: number | undefined;
  /** How often it was silent for longer than the timeout, and beat again by itself. */
  readonly returnsAfterTimeout: number;
  readonly restartsForSilence: number;
  /** Those at which it was silent for no longer than it has been when it beat again by itself. */
  readonly likelyFalseRestarts: number;
  readonly restartsForDeath: number;
  readonly proposals: readonly Proposal[];
  /** Why nothing is proposed, where that is so. */
  readonly silent: string | undefined;
}

/** An option to be set otherwise. */
export interface Proposal {
  readonly option: 'timeout_seconds' | 'thresholds.stale_pid';
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/** Fewer say nothing. */
const FEWEST_LOOKS = 100;
/** A beat may be twice as late as it ever was. */
const MARGIN = 2;
/** A change of less than that is none. */
const WORTH = 0.2;

/** Proposes what fits. */
export function propose(subject: Subject): Tuning {
  const { timeoutSeconds, recoveries } = subject;
  const looks = subject.looks.filter((look) => isTelling(look) && look.isNoted);
  const recoveredAtMs = recoveries.map(({ atMs }) => atMs);
  const silences = silencesIn(looks, { timeoutSeconds, recoveredAtMs });
  const returned = silences.filter(({ hasReturned }) => hasReturned);
  const longest =
    returned.length === 0 ? undefined : Math.max(...returned.map(({ ageSeconds }) => ageSeconds));
  const forSilence = recoveries.filter(({ verdict }) => verdict === 'timed_out');
  const forDeath = recoveries.filter(({ verdict }) => verdict === 'stale_pid').length;
  const facts = {
    looks: looks.length,
    lookEverySeconds: usualGapSeconds(looks),
    longestReturnSeconds: longest,
    returnsAfterTimeout: returned.filter(({ ageSeconds }) => ageSeconds > timeoutSeconds).length,
    restartsForSilence: forSilence.length,
    likelyFalseRestarts: forSilence.filter(({ atMs }) => isLikelyFalse(atMs, silences, longest)).length,
    restartsForDeath: forDeath,
  };
  if (looks.length < FEWEST_LOOKS)
    return {
      ...facts,
      proposals: [],
      silent: `only ${looks.length} looks on record; expected ${FEWEST_LOOKS}`,
    };
  const proposals = [...timeoutFor(subject, facts), ...thresholdFor(subject, forDeath)];
  return {
    ...facts,
    proposals,
    silent: proposals.length === 0 ? 'what is set fits what is on record' : undefined,
  };
}

/** The silence that was cut short had not lasted longer than others from which it came back. */
function isLikelyFalse(atMs: number, silences: readonly Silence[], longest = 0): boolean {
  const cut = silences.findLast(({ fromMs, hasReturned }) => !hasReturned && fromMs <= atMs);
  return cut !== undefined && cut.ageSeconds <= longest;
}

function timeoutFor(
  { timeoutSeconds: from }: Subject,
  { longestReturnSeconds: longest, looks }: Pick<Tuning, 'longestReturnSeconds' | 'looks'>,
): readonly Proposal[] {
  // What was never noted was younger than a share of the timeout: of how much, nobody knows.
  const known = longest ?? from * NOTED_SHARE;
  const to = round(MARGIN * known);
  if (Math.abs(to - from) < WORTH * from) return [];
  const why =
    longest === undefined
      ? `in ${looks} looks no beat was older than ${known} s`
      : `it has beaten again by itself after ${longest} s`;
  return [{ option: 'timeout_seconds', from, to, why }];
}

function thresholdFor({ deadThreshold: from }: Subject, forDeath: number): readonly Proposal[] {
  if (forDeath === 0 || from === 1) return [];
  const why = `of ${forDeath} restarts it was dead for certain: to look once more tells nothing new`;
  return [{ option: 'thresholds.stale_pid', from, to: 1, why }];
}

/** Up to a number that people would write. */
function round(seconds: number): number {
  const step = seconds <= 10 ? 1 : seconds <= 60 ? 5 : seconds <= 600 ? 10 : 60;
  return Math.ceil(seconds / step) * step;
}

/** Between two looks, as a rule: the median. */
function usualGapSeconds(looks: readonly Look[]): number | undefined {
  const gaps = looks.slice(1).map(({ atMs }, index) => (atMs - (looks[index]?.atMs ?? atMs)) / 1000);
  return gaps.length === 0 ? undefined : gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
}
