// Which lines of what a program has printed tell of what it died. Knows no programs, but how the usual ones say goodbye.

const MOST_LINES = 2;

/** Where it was, which is below what it was; and the version of Node, which ends each of its crashes. */
const SAYS_NOTHING = /^\s*$|^\s+at |^Node\.js v\d/;

/** The last lines that tell something: by those after them every crash of Node would be the same. */
export function tellingLines(output: string): readonly string[] {
  const lines = output.trimEnd().split('\n');
  const telling = lines.filter((line) => !SAYS_NOTHING.test(line));
  return (telling.length > 0 ? telling : lines).slice(-MOST_LINES);
}
