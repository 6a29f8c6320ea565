// The last lines of a text file, read from its end, however long it is.

import { closeSync, readSync } from 'node:fs';
import { LINE_END, lineOf, splitLines } from './lines.ts';
import { openText } from './open-text.ts';

/** A place in a file, which is known by its inode. */
export interface Place {
  readonly inode: number;
  readonly offset: number;
}

/** What a file ends with. */
export interface LastLines {
  /** Oldest first; the last one may not be complete yet. */
  readonly lines: readonly string[];
  /** Behind the last complete line: from here on, whoever follows it goes on. */
  readonly end: Place;
  /** Whether the last of the lines is not complete. */
  readonly isCut: boolean;
}

const CHUNK_BYTES = 64 * 1024;
/** What is longer has no lines that a person reads. */
const MOST_BYTES = 64 * 1024 * 1024;

/** At most that many lines; undefined where there is no file. Throws UsageError when it cannot be read. */
export function lastLines(path: string, count: number): LastLines | undefined {
  const file = openText(path);
  if (file === undefined) return undefined;
  try {
    const { size, ino } = file.stat;
    const { lines, rest } = splitLines(endOf(file.descriptor, size, count));
    const all = rest.length > 0 ? [...lines, lineOf(rest)] : lines;
    return {
      lines: count === 0 ? [] : all.slice(-count),
      end: { inode: ino, offset: size - rest.length },
      isCut: rest.length > 0 && count > 0,
    };
  } finally {
    closeSync(file.descriptor);
  }
}

/** Enough of the end to have that many lines whole. */
function endOf(descriptor: number, size: number, count: number): Buffer {
  const chunks: Buffer[] = [];
  let ends = 0;
  for (let from = size; from > 0 && ends <= count && size - from < MOST_BYTES; ) {
    const length = Math.min(CHUNK_BYTES, from);
    from -= length;
    const chunk = Buffer.alloc(length);
    const read = readSync(descriptor, chunk, 0, length, from);
    chunks.unshift(chunk.subarray(0, read));
    ends += chunk.filter((byte) => byte === LINE_END).length;
  }
  return Buffer.concat(chunks);
}
