// I3: no more recoveries of our own within a window than the limit, by the time since boot at which each was decided. When its
// operator has asked for something, patience begins anew.

import type { Patience } from '../stage/stage.ts';
import type { Request, Tables } from './record.ts';
import type { Violation } from './violations.ts';

/** Counts from now on, by the patience with each service. */
export function createRestartCheck(
  patienceWith: (key: string) => Patience,
): (tables: Tables) => readonly Violation[] {
  const forgottenUpTo = new Map<string, number>();
  const statusOf = new Map<number, string>();
  // Between two looks it cannot be told which came first, the request or the recovery.
  const isServed = ({ id, status }: Request) =>
    status === 'taken' || (status !== 'pending' && statusOf.get(id) !== status);
  return ({ recoveries, requests }) => {
    const last = recoveries.at(-1)?.id ?? 0;
    for (const request of requests) {
      if (isServed(request)) forgottenUpTo.set(request.key, last);
      statusOf.set(request.id, request.status);
    }
    const counted = recoveries.filter(({ id, key }) => id > (forgottenUpTo.get(key) ?? 0));
    return counted.flatMap(({ key, boot_ms: untilMs }): readonly Violation[] => {
      const patience = patienceWith(key);
      const fromMs = untilMs - patience.windowSeconds * 1000;
      const within = counted.filter(
        (one) => one.key === key && one.boot_ms > fromMs && one.boot_ms <= untilMs,
      );
      return within.length <= patience.maxRestarts ? [] : [tooMany(key, within.length, patience)];
    });
  };
}

function tooMany(key: string, times: number, { maxRestarts, windowSeconds }: Patience): Violation {
  const found = `${key} was recovered ${times} times within ${windowSeconds} s; at most ${maxRestarts}`;
  return { invariant: 'I3', found };
}
