// I3: no more starts of our own within a window than the limit: one for each recovery, by the time since boot at which it was
// decided, and one for each time that its start was made once more. When its operator has asked for something, patience begins anew.

import type { Patience } from '../stage/stage.ts';
import type { Request, Tables } from './record.ts';
import type { Violation } from './violations.ts';

/** A start, as far as it can be told when that was. */
interface Start {
  readonly id: number;
  readonly key: string;
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** Counts from now on, by the patience with each service; of each sight the tables, and the time since boot. */
export function createRestartCheck(
  patienceWith: (key: string) => Patience,
): (tables: Tables, atBootMs: number) => readonly Violation[] {
  const forgottenUpTo = new Map<string, number>();
  const statusOf = new Map<number, string>();
  const repeated = createRepetitions();
  // Between two looks it cannot be told which came first, the request or the recovery.
  const isServed = ({ id, status }: Request) =>
    status === 'taken' || (status !== 'pending' && statusOf.get(id) !== status);
  return (tables, atBootMs) => {
    const { recoveries, requests } = tables;
    const last = recoveries.at(-1)?.id ?? 0;
    for (const request of requests) {
      if (isServed(request)) forgottenUpTo.set(request.key, last);
      statusOf.set(request.id, request.status);
    }
    const decided = recoveries.map(({ id, key, boot_ms: ms }) => ({
      id,
      key,
      earliestMs: ms,
      latestMs: ms,
    }));
    return [...decided, ...repeated(tables, atBootMs)]
      .filter(({ id, key }) => id > (forgottenUpTo.get(key) ?? 0))
      .flatMap((start, _, counted) => tooMany(start, counted, patienceWith(start.key)));
  };
}

/** Remembers the starts beyond the first of each recovery: every one has a cookie of its own. */
function createRepetitions(): (tables: Tables, atBootMs: number) => readonly Start[] {
  const cookies = new Map<number, Set<string>>();
  const found: Start[] = [];
  let lookedAtMs = 0;
  return ({ recoveries, steps }, atBootMs) => {
    const ours = new Set(recoveries.map(({ id }) => id));
    for (const { key, recovery_id: id, action, cookie } of steps) {
      if (action !== 'start' || cookie === null || !ours.has(id)) continue;
      const known = cookies.get(id) ?? new Set();
      if (known.size > 0 && !known.has(cookie))
        found.push({ id, key, earliestMs: lookedAtMs, latestMs: atBootMs });
      cookies.set(id, known.add(cookie));
    }
    lookedAtMs = atBootMs;
    return found;
  };
}

function tooMany(start: Start, counted: readonly Start[], patience: Patience): readonly Violation[] {
  const { key, latestMs } = start;
  const { maxRestarts, windowSeconds } = patience;
  const fromMs = latestMs - windowSeconds * 1000;
  const within = counted.filter(
    (one) => one.key === key && one.earliestMs > fromMs && one.latestMs <= latestMs,
  );
  const found = `${key} was started ${within.length} times within ${windowSeconds} s; at most ${maxRestarts}`;
  return within.length <= maxRestarts ? [] : [{ invariant: 'I3', found }];
}
