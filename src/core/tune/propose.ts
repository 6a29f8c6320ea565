// Which timeout, graces and thresholds would fit a service, by what is on record. A proposal and no more: what was never seen is no part
// of it.

import { isTelling, type Look } from '../replay/look.ts';
import { busyGraceFor, startGraceFor, timeoutFor } from './graces.ts';
import { type Silence, silencesIn } from './silences.ts';
import type { Proposal, Subject } from './subject.ts';
import { thresholdsFor } from './thresholds.ts';

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

/** Fewer say nothing. */
const FEWEST_LOOKS = 100;

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
  const facts = {
    looks: looks.length,
    lookEverySeconds: usualGapSeconds(looks),
    longestReturnSeconds: longest,
    returnsAfterTimeout: returned.filter(({ ageSeconds }) => ageSeconds > timeoutSeconds).length,
    restartsForSilence: forSilence.length,
    likelyFalseRestarts: forSilence.filter(({ atMs }) => isLikelyFalse(atMs, silences, longest)).length,
    restartsForDeath: recoveries.filter(({ verdict }) => verdict === 'stale_pid').length,
  };
  if (looks.length < FEWEST_LOOKS)
    return {
      ...facts,
      proposals: [],
      silent: `only ${looks.length} looks on record; expected ${FEWEST_LOOKS}`,
    };
  const proposals = proposalsFor(subject, facts);
  return {
    ...facts,
    proposals,
    silent: proposals.length === 0 ? 'what is set fits what is on record' : undefined,
  };
}

/** What is proposed otherwise of the timeout changes how often it is overdue: of that threshold nothing is said then. */
function proposalsFor(
  subject: Subject,
  facts: Pick<Tuning, 'longestReturnSeconds' | 'looks'>,
): readonly Proposal[] {
  const ofSilence = [...timeoutFor(subject, facts), ...busyGraceFor(subject, facts)];
  const thresholds = thresholdsFor(subject).filter(
    ({ option }) => ofSilence.length === 0 || option !== 'thresholds.timed_out',
  );
  return [...ofSilence, ...startGraceFor(subject), ...thresholds];
}

/** The silence that was cut short had not lasted longer than others from which it came back. */
function isLikelyFalse(atMs: number, silences: readonly Silence[], longest = 0): boolean {
  const cut = silences.findLast(({ fromMs, hasReturned }) => !hasReturned && fromMs <= atMs);
  return cut !== undefined && cut.ageSeconds <= longest;
}

/** Between two looks, as a rule: the median. */
function usualGapSeconds(looks: readonly Look[]): number | undefined {
  const gaps = looks.slice(1).map(({ atMs }, index) => (atMs - (looks[index]?.atMs ?? atMs)) / 1000);
  return gaps.length === 0 ? undefined : gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
}
