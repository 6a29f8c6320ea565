// Lines as bytes: where one ends, and what it says. A character may be cut by the end of what was read, a line end may not.

/** The byte that ends a line. */
export const LINE_END = 0x0a;
const RETURN = 0x0d;

/** What a line says, in whichever of the two manners it was ended. */
export function lineOf(bytes: Buffer): string {
  return bytes.subarray(0, bytes.at(-1) === RETURN ? -1 : undefined).toString('utf8');
}

/** Bytes as lines, and what comes after the end of the last one. */
export interface SplitLines {
  readonly lines: readonly string[];
  readonly rest: Buffer;
}

/** Takes bytes apart at the ends of lines. */
export function splitLines(bytes: Buffer): SplitLines {
  const lines: string[] = [];
  let from = 0;
  for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, from)) {
    lines.push(lineOf(bytes.subarray(from, end)));
    from = end + 1;
  }
  return { lines, rest: bytes.subarray(from) };
}
