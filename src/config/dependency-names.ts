/** Which services the names in `depends_on` mean, those of instances included. It does not judge them. */
import type { Draft, DraftService } from './draft.ts';
import { expandEntry, keysOfEntry } from './instances.ts';
import { keyOf } from './resolve-dependencies.ts';

/** What each dependency of an entry names: one name for each of its instances. */
export function namesIn(key: string, entry: DraftService): readonly (readonly string[])[] {
  const { depends_on: dependsOn = [], instances } = entry;
  const all = expandEntry(key, {
    names: dependsOn.map(keyOf),
    ...(instances !== undefined && { instances }),
  });
  return dependsOn.map((_, index) => all.map(([, { names }]) => names[index] as string));
}

/** The entry behind the key of each service, and behind its own. */
export function ownersOf(entries: Draft['entries']): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const [key, entry] of entries) {
    owners.set(key, key);
    for (const one of keysOfEntry(key, entry)) owners.set(one, key);
  }
  return owners;
}
