// How often in a row a service was found bad before it was well again by itself.

import { isTelling, type Look } from '../replay/look.ts';
import { isBad, type Verdict } from '../verdict.ts';

interface Run {
  readonly verdict: Verdict;
  readonly fromMs: number;
  readonly count: number;
}

/** For each verdict, so many looks in a row have given it until it was well again by itself; `recoveredAtMs` are times of recoveries. */
export function returnsIn(
  looks: readonly Look[],
  recoveredAtMs: readonly number[],
): ReadonlyMap<Verdict, readonly number[]> {
  const returns = new Map<Verdict, number[]>();
  let run: Run | undefined;
  for (const look of looks.filter(({ reason }) => reason !== 'busy')) {
    if (run !== undefined && look.verdict === 'healthy' && !isCut(run, look, recoveredAtMs))
      returns.set(run.verdict, [...(returns.get(run.verdict) ?? []), run.count]);
    run = isTelling(look) && isBad(look.verdict) ? grown(run, look) : undefined;
  }
  return returns;
}

/** One that goes on by another verdict is another one. */
function grown(run: Run | undefined, { verdict, atMs }: Look): Run {
  return run?.verdict === verdict ? { ...run, count: run.count + 1 } : { verdict, fromMs: atMs, count: 1 };
}

function isCut({ fromMs }: Run, { atMs: untilMs }: Look, recoveredAtMs: readonly number[]): boolean {
  return recoveredAtMs.some((atMs) => atMs >= fromMs && atMs <= untilMs);
}
