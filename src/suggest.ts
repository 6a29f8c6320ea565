/** Finds the name that was probably meant. It does not know what the names stand for. */

/** The candidate nearest to `word`, or `undefined` when none is near enough to be worth saying. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(word);
  let best: { name: string; cost: number } | undefined;
  for (const name of candidates) {
    const cost = costOf(wanted, fold(name));
    if (cost !== undefined && (best === undefined || cost < best.cost)) best = { name, cost };
  }
  return best?.name;
}

/** Case and the style of word breaks are never what somebody meant to say. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

/** A third of the letters may be wrong; a beginning of at least three letters is better than nothing. */
function costOf(wanted: string, candidate: string): number | undefined {
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  if (Math.abs(wanted.length - candidate.length) <= limit) {
    const distance = editDistance(wanted, candidate);
    if (distance <= limit && distance < candidate.length) return distance;
  }
  return wanted.length >= 3 && candidate.startsWith(wanted) ? candidate.length : undefined;
}

/** Insertions, deletions, substitutions and swaps of neighbours (Damerau–Levenshtein, optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const differs = left[row - 1] === right[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + differs,
        swapped ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforePrevious, previous] = [previous, current];
  }
  return at(previous, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
