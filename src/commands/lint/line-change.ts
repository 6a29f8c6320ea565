// What an edit in one place of a text changes, as whole lines. Knows nothing of the text.

/** Lines that were taken out and put in at one place. */
export interface LineChange {
  /** The first of them, from 1, in the text as it was. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The lines between those that both texts begin with and those that both end with. */
export function changeOf(before: string, after: string): LineChange {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, fresh.length);
  let first = 0;
  while (first < shorter && old[first] === fresh[first]) first++;
  let last = 0;
  while (last < shorter - first && old.at(-1 - last) === fresh.at(-1 - last)) last++;
  return {
    line: first + 1,
    removed: old.slice(first, old.length - last),
    added: fresh.slice(first, fresh.length - last),
  };
}
