// Which thresholds would fit: by how often in a row a service was found bad before it was well again by itself.

import { isBad, type Verdict } from '../verdict.ts';
import { returnsIn } from './returns.ts';
import type { Proposal, Subject } from './subject.ts';

/** Who is dead for certain does not come back; of all else fewer restarts say nothing. */
const FEWEST_RESTARTS = 5;
/** So often it was well again just before it would have been restarted. */
const OFTEN = 3;

/** Thresholds to be set otherwise. */
export function thresholdsFor(
  subject: Pick<Subject, 'looks' | 'recoveries' | 'thresholdOf'>,
): readonly Proposal[] {
  const { looks, recoveries, thresholdOf } = subject;
  const returns = returnsIn(
    looks,
    recoveries.map(({ atMs }) => atMs),
  );
  const restarts = recoveries.flatMap(({ verdict }) =>
    verdict !== undefined && isBad(verdict) ? [verdict] : [],
  );
  return [...new Set([...restarts, ...returns.keys()])].flatMap((verdict) =>
    thresholdFor({
      verdict,
      from: thresholdOf(verdict),
      restarts: restarts.filter((one) => one === verdict).length,
      returns: returns.get(verdict) ?? [],
    }),
  );
}

interface Tried {
  readonly verdict: Verdict;
  readonly from: number;
  readonly restarts: number;
  /** After so many looks it was well again by itself, each time. */
  readonly returns: readonly number[];
}

function thresholdFor({ verdict, from, restarts, returns }: Tried): readonly Proposal[] {
  const option = `thresholds.${verdict}` as const;
  const narrow = returns.filter((count) => count === from - 1).length;
  if (narrow >= OFTEN) {
    const why = `${narrow} times it was well again by itself at the last look before a restart`;
    return [{ option, from, to: from + 1, why }];
  }
  const isCertain = verdict === 'stale_pid';
  const to = Math.max(0, ...returns) + 1;
  if (to >= from || restarts < (isCertain ? 1 : FEWEST_RESTARTS)) return [];
  const why = isCertain
    ? `of ${restarts} restarts it was dead for certain: to look once more tells nothing new`
    : `it never was well again by itself ${to === 1 ? '' : `after more than ${to - 1} such looks `}in ${restarts} restarts for it`;
  return [{ option, from, to, why }];
}
