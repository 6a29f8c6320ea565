// Silences of a service: how old its beats have become before the next one came, as far as looks have noted it.

import { isTelling, type Look } from '../replay/look.ts';

/** One silence: a run of looks in which the beat grew older. */
export interface Silence {
  readonly fromMs: number;
  /** The oldest that the beat was seen. */
  readonly ageSeconds: number;
  /** So many looks in a row have found it older than the timeout. */
  readonly overdueLooks: number;
  /** It beat again by itself; otherwise a recovery has ended it, or it lasts. */
  readonly hasReturned: boolean;
}

/** The silences among looks, in order; `recoveredAtMs` are the times at which it was recovered. */
export function silencesIn(
  looks: readonly Look[],
  { timeoutSeconds, recoveredAtMs }: { timeoutSeconds: number; recoveredAtMs: readonly number[] },
): readonly Silence[] {
  const silences: Silence[] = [];
  let run: Look[] = [];
  const close = (next: Look | undefined): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return;
    const untilMs = next?.atMs ?? Number.POSITIVE_INFINITY;
    const isCut = recoveredAtMs.some((atMs) => atMs >= first.atMs && atMs <= untilMs);
    silences.push({
      fromMs: first.atMs,
      ageSeconds: Math.max(...run.map(ageOf)),
      overdueLooks: run.filter((look) => ageOf(look) > timeoutSeconds).length,
      hasReturned: next?.verdict === 'healthy' && !isCut,
    });
    run = [];
  };
  for (const look of looks.filter(isTelling)) {
    const before = run.at(-1);
    const isOlder = before === undefined || ageOf(look) > ageOf(before);
    if (look.ageSeconds === undefined || !isOlder) close(look);
    if (look.ageSeconds !== undefined) run.push(look);
  }
  close(undefined);
  return silences;
}

function ageOf({ ageSeconds = 0 }: Look): number {
  return ageSeconds;
}
