/** Finds the name that was probably meant. It does not know what the names stand for. */

const MOST_WRONG = 3;
// Longer than any name of ours; what people name so long, they copy.
const LONGEST = 40;

/** The candidate nearest to `word`, or `undefined` when none is near enough to be worth saying. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(word);
  let best: { readonly name: string; readonly cost: number } | undefined;
  for (const name of candidates) {
    const cost = costOf(wanted, fold(name), (best?.cost ?? Number.POSITIVE_INFINITY) - 1);
    if (cost !== undefined) best = { name, cost };
  }
  return best?.name;
}

/** Case and the style of word breaks are never what somebody meant to say. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

/** A third of the letters may be wrong, but few; a beginning of at least three letters is better than nothing. */
function costOf(wanted: string, candidate: string, most: number): number | undefined {
  const third = wanted.length > LONGEST ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  const limit = Math.min(third, MOST_WRONG, most);
  const distance = editDistance(wanted, candidate, limit);
  if (distance <= Math.max(0, limit) && distance < candidate.length) return distance;
  const begins = wanted.length >= 3 && candidate.length <= most && candidate.startsWith(wanted);
  return begins ? candidate.length : undefined;
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours (Damerau–Levenshtein, optimal string alignment). Of what
 * lies beyond the limit only that it does: a file may be full of names, and there is nothing to say of most of them.
 */
function editDistance(left: string, right: string, limit: number): number {
  if (limit <= 0) return left === right ? 0 : 1;
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const emptyRow = () => new Uint8Array(right.length + 2).fill(limit + 1);
  let rows: Rows = [emptyRow(), emptyRow().map((beyond, column) => Math.min(beyond, column)), emptyRow()];
  let leastBefore = 0;
  for (let row = 1; row <= left.length; row++) {
    const least = fillRow(rows, row, { left, right, limit });
    // A swap reaches back over one row.
    if (least > limit && leastBefore >= limit) return limit + 1;
    leastBefore = least;
    rows = [rows[1], rows[2], rows[0]];
  }
  return at(rows[1], right.length);
}

/** The row before the previous one, the previous one, and the one to be filled. */
type Rows = readonly [Uint8Array, Uint8Array, Uint8Array];

interface Compared {
  readonly left: string;
  readonly right: string;
  readonly limit: number;
}

/** Fills what lies near enough to the diagonal; answers the least of it. */
function fillRow(
  [beforePrevious, previous, current]: Rows,
  row: number,
  { left, right, limit }: Compared,
): number {
  const from = Math.max(1, row - limit);
  const to = Math.min(right.length, row + limit);
  let least = Math.min(row <= limit ? row : limit + 1, limit + 1);
  current[from - 1] = least;
  current[to + 1] = limit + 1;
  for (let column = from; column <= to; column++) {
    const differs = left[row - 1] === right[column - 1] ? 0 : 1;
    let cost = at(previous, column - 1) + differs;
    cost = Math.min(cost, at(previous, column) + 1, at(current, column - 1) + 1, limit + 1);
    if (differs === 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
      cost = Math.min(cost, at(beforePrevious, column - 2) + 1);
    current[column] = cost;
    least = Math.min(least, cost);
  }
  return least;
}

function at(row: Uint8Array, column: number): number {
  return row[column] as number;
}
