// Follows a growing text file, over its rotation (another file takes its name), its truncation, and its absence.
// Waits for nobody: whoever follows asks now and then.

import { closeSync, fstatSync, readSync, statSync } from 'node:fs';
import type { Place } from './last-lines.ts';
import { lineOf, splitLines } from './lines.ts';
import { openText } from './open-text.ts';

/** Follows one file, or those that one after the other take its place. */
export interface LineFollower {
  /** The lines that were completed since the last time, of at most a megabyte. */
  take(): readonly string[];
  close(): void;
}

interface Reading {
  readonly descriptor: number;
  readonly inode: number;
  offset: number;
  /** The beginning of a line whose end is yet to come. */
  rest: Buffer;
}

const MOST_BYTES = 1024 * 1024;
/** What comes without any line end is told in pieces. */
const LONGEST_LINE = 64 * 1024;

/** Follows the file that `find` names, from a place in it; where it is another one than that place is of, from its beginning. */
export function followLines(find: () => string | undefined, from: Place | undefined): LineFollower {
  let place = from;
  let reading: Reading | undefined;
  const close = () => {
    if (reading !== undefined) closeSync(reading.descriptor);
    reading = undefined;
  };
  return {
    take: () => {
      const path = find();
      reading ??= path === undefined ? undefined : begin(path, place);
      place = undefined;
      if (reading === undefined) return [];
      const lines = advance(reading);
      if (lines.length > 0 || isStillNamed(path, reading)) return lines;
      // All of the former file was read: what it leaves without an end is a line too.
      const last = reading.rest.length > 0 ? [lineOf(reading.rest)] : [];
      close();
      return last;
    },
    close,
  };
}

function begin(path: string, place: Place | undefined): Reading | undefined {
  const file = openText(path);
  if (file === undefined) return undefined;
  const { ino, size } = file.stat;
  const isSame = place?.inode === ino && place.offset <= size;
  return {
    descriptor: file.descriptor,
    inode: ino,
    offset: isSame ? place.offset : 0,
    rest: Buffer.alloc(0),
  };
}

/** What was written since; a file that became shorter is read from its beginning. */
function advance(reading: Reading): readonly string[] {
  const { size } = fstatSync(reading.descriptor);
  const cut = size < reading.offset ? takeRest(reading, 0) : [];
  const bytes = Buffer.alloc(Math.min(MOST_BYTES, size - reading.offset));
  const length = readSync(reading.descriptor, bytes, 0, bytes.length, reading.offset);
  reading.offset += length;
  const { lines, rest } = splitLines(Buffer.concat([reading.rest, bytes.subarray(0, length)]));
  reading.rest = rest;
  const long = rest.length > LONGEST_LINE ? takeRest(reading, reading.offset) : [];
  return [...cut, ...lines, ...long];
}

function takeRest(reading: Reading, offset: number): readonly string[] {
  const lines = reading.rest.length > 0 ? [lineOf(reading.rest)] : [];
  reading.rest = Buffer.alloc(0);
  reading.offset = offset;
  return lines;
}

function isStillNamed(path: string | undefined, { inode }: Reading): boolean {
  // While nothing has its name yet, the former file may be written on.
  const now = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  return now === undefined || now.ino === inode;
}
