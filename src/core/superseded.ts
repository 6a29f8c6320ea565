// Who lives on of the instances that the one on record has replaced. By the order of the record alone, never by a clock; and
// whoever does not carry the cookie of an earlier start of the same service is nobody to be ended for it.

import { type Orphan, orphansOf, type Roster } from './orphans.ts';
import type { ProcessFacts } from './process.ts';

/** The cookies of the starts of a service before that of the instance on record; none where that is no start of ours. */
export function earlierCookies(key: string, { instances, issued }: Roster): readonly string[] {
  const current = instances.get(key)?.cookie;
  const ofService = issued.flatMap((one) => (one.key === key ? [one.cookie] : []));
  return current === undefined ? [] : ofService.slice(0, Math.max(0, ofService.indexOf(current)));
}

/** The living processes of the instances that were started before the one on record. */
export function supersededOf(key: string, roster: Roster, table: readonly ProcessFacts[]): readonly Orphan[] {
  const earlier = new Set(earlierCookies(key, roster));
  return orphansOf(roster, table).filter(
    (one) => one.key === key && one.cookie !== undefined && earlier.has(one.cookie),
  );
}
