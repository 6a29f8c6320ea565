/**
 * Makes several services of an entry that has `instances`: each with a key and a number of its own, which takes the place of
 * `{index}` in every text. It does not know what the texts are for.
 */

/** What decides how many services an entry means. */
interface Entry {
  readonly instances?: number;
}

// What a shell line calls `${index}` is its own variable.
const PLACEHOLDER = /(?<!\$)\{index(?:\+(\d{1,5}))?\}/g;

/** The keys of the services that an entry means. */
export function keysOfEntry(key: string, { instances }: Entry): readonly string[] {
  if (instances === undefined) return [key];
  return Array.from({ length: instances }, (_, place) => `${key}-${place + 1}`);
}

/** The services that an entry means, by their keys. */
export function expandEntry<T extends Entry>(key: string, entry: T): readonly (readonly [string, T])[] {
  if (entry.instances === undefined) return [[key, entry]];
  return keysOfEntry(key, entry).map((one, place) => [one, fill(entry, place + 1)]);
}

/** The entry of the instance with that number, counted from 1. */
export function fill<T extends Entry>(entry: T, index: number): T {
  const text = JSON.stringify(entry);
  // A number stands in a text as it does in JSON.
  return JSON.parse(text.replace(PLACEHOLDER, (_, offset = '0') => String(index + Number(offset))));
}
