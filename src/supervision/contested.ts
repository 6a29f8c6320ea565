// Who was taken in by several services in one pass, each of which looked for itself. By chance none of them gets him. Knows
// nothing of how he was found.

import type { Others } from '../core/others.ts';
import { isSameProcess } from '../core/process.ts';
import type { Assessment } from '../core/situation.ts';

type Taker = readonly [key: string, Pick<Assessment, 'judged' | 'before'>];

/** The services that have taken in one and the same process. */
export function contestedIn(assessments: ReadonlyMap<string, Assessment>): readonly Taker[] {
  const takers = new Map<number, Taker[]>();
  for (const [key, one] of assessments) {
    if (!isTakenIn(one)) continue;
    const pid = one.judged.instance?.leader.pid as number;
    takers.set(pid, [...(takers.get(pid) ?? []), [key, one]]);
  }
  return [...takers.values()].filter((those) => those.length > 1 && !those.every(isNamed)).flat();
}

/** Others on whose record is already what these have just found. */
export function asIfRecorded(takers: readonly Taker[], others: Others): Others {
  const records = new Map(others.records);
  for (const [key, { judged }] of takers)
    records.set(key, { instance: judged.instance, fingerprint: records.get(key)?.fingerprint });
  return { ...others, records };
}

/** Whether its process is none that was on record, nor one that we have started. */
export function isTakenIn({ before, judged }: Pick<Assessment, 'judged' | 'before'>): boolean {
  const { instance } = judged;
  if (instance === before.instance || instance?.origin !== 'adopted') return false;
  return !isSameProcess(instance.leader, before.instance?.leader);
}

/** Whether a heartbeat has named him: one program may beat for several services. */
function isNamed([, { judged }]: Taker): boolean {
  return isSameProcess(judged.instance?.beating, judged.instance?.leader);
}
