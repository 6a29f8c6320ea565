// A check and its fallback are one check to whoever remembers: their marks share one record, and neither finds the other's.

import type { Mark } from '../core/checks/reading.ts';

const FALLBACK = 'fallback:';

/** The part of a mark that a fallback has left. */
export function markOfFallback(mark: Mark | undefined): Mark | undefined {
  return pick(mark, (name) => (name.startsWith(FALLBACK) ? name.slice(FALLBACK.length) : undefined));
}

/** The part that the check itself has left. */
export function markOfCheck(mark: Mark | undefined): Mark | undefined {
  return pick(mark, (name) => (name.startsWith(FALLBACK) ? undefined : name));
}

/** One mark for both; undefined where neither leaves one. */
export function joinMarks(check: Mark | undefined, fallback: Mark | undefined): Mark | undefined {
  const kept = pick(fallback, (name) => `${FALLBACK}${name}`);
  return check === undefined && kept === undefined ? undefined : { ...check, ...kept };
}

function pick(mark: Mark | undefined, rename: (name: string) => string | undefined): Mark | undefined {
  const entries = Object.entries(mark ?? {}).flatMap(([name, value]) => {
    const known = rename(name);
    return known === undefined ? [] : [[known, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
